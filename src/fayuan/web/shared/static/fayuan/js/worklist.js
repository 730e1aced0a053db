// The worklist by keyboard: j and k walk the rows, Enter opens one, x ticks it, Escape unticks all; the bar counts ticks.
// htmx may swap the rows at any time, so nothing is kept: every answer is read from the page.
const off = document.documentElement.dataset.keys === "off";
const list = () => document.querySelector("table[data-rows]");
const rows = () => [...list().tBodies].flatMap((body) => [...body.rows]).filter((row) => row.querySelector("td a"));
const ticks = () => [...list().querySelectorAll("tbody .tick")];
const here = () => document.activeElement.closest("table[data-rows] tbody tr");

const count = () => {
  const picked = ticks().filter((tick) => tick.checked);
  ticks().forEach((tick) => tick.closest("tr").classList.toggle("picked", tick.checked));
  const all = list().querySelector("[data-all]");
  if (all) {
    all.checked = picked.length > 0 && picked.length === ticks().length;
    all.indeterminate = picked.length > 0 && !all.checked;
  }
  const words = document.querySelector("[data-picked]");
  if (!words) return;
  if (!words.dataset.none) words.dataset.none = words.textContent;
  words.textContent = picked.length ? words.dataset.picked.replace("%n", picked.length) : words.dataset.none;
};

const tickAll = (checked) => {
  ticks().forEach((tick) => (tick.checked = checked));
  count();
};

const walk = (by) => {
  const all = rows();
  const at = all.indexOf(here());
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  if (next) next.querySelector("td a").focus();
};

const tickHere = () => {
  const tick = here()?.querySelector(".tick");
  if (tick) tick.click();
};

const acts = { j: () => walk(1), k: () => walk(-1), x: tickHere, Escape: () => tickAll(false) };

const press = (event) => {
  const typing = event.target.matches("textarea, select, input:not([type=checkbox]):not([type=radio])");
  if (event.ctrlKey || event.metaKey || event.altKey || typing || document.querySelector("dialog[open]")) return;
  const act = list() && acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
};

document.addEventListener("change", (event) => {
  if (!list() || !event.target.closest("table[data-rows]")) return;
  if (event.target.matches("[data-all]")) tickAll(event.target.checked);
  else count();
});
document.addEventListener("htmx:afterSettle", () => list() && count());
if (!off) document.addEventListener("keydown", press);
if (list()) count();
