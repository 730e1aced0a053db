// Single-letter shortcuts of staff pages: a key opens, presses or enters whatever carries it in data-key;
// the question mark shows the table of keys. Off while one types, and where the person switched them off.
const off = document.documentElement.dataset.keys === "off";

const typing = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox]):not([type=radio])");

const seen = (element) => element.getClientRects().length > 0;

const take = (element) => {
  if (element.matches("input, textarea, select")) element.focus();
  else element.click();
};

const press = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    const table = document.getElementById("keys");
    if (table) table.showModal();
    return;
  }
  if (event.key.length > 1) return;
  const named = [...document.querySelectorAll("[data-key]")].find(
    (element) => element.dataset.key === event.key.toLowerCase() && seen(element),
  );
  if (!named) return;
  event.preventDefault();
  take(named);
};

if (!off) document.addEventListener("keydown", press);

// The same table from the menu, for those who do not know the key yet; without scripts there are no keys and no button.
for (const button of document.querySelectorAll("[data-show-keys]")) {
  button.hidden = !document.getElementById("keys");
  button.addEventListener("click", () => document.getElementById("keys").showModal());
}
