// What cannot be sent does not take its page away: the page stays with all that was typed, says so, and offers to try
// again. That there is no network the browser knows; that a network leads nowhere the worker finds out. Nothing is stored.
const note = document.querySelector("[data-offline]");
const again = note && note.querySelector("[data-again]");
let sent = null; // the form that was sent last, and by which button
let isUnsent = false;

const address = ({ form, button }) => {
  const asked = new URL((button.hasAttribute("formaction") && button.formAction) || form.action);
  asked.hash = "";
  return asked.href;
};

const show = (kind) => {
  note.querySelector("p").textContent = note.dataset[kind];
  again.hidden = !isUnsent;
  note.hidden = false;
};

const stay = (kind) => {
  isUnsent = true;
  show(kind);
  note.focus();
  sent.form.dispatchEvent(new Event("input", { bubbles: true })); // unsaved again
};

if (note) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    sent = { form, button: event.submitter || form.querySelector("button:not([type=button])") };
    isUnsent = false;
    note.hidden = true;
    if (navigator.onLine) return;
    event.preventDefault();
    stay("none");
  });
  again.addEventListener("click", () => sent.button.click());
  window.addEventListener("offline", () => isUnsent || show("none"));
  window.addEventListener("online", () => {
    note.hidden = !isUnsent;
  });
}

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.addEventListener("message", ({ data, ports }) => {
    if (!sent || !sent.form.isConnected || data.unsent !== address(sent)) return;
    ports[0].postMessage("stays");
    stay("weak");
  });
  navigator.serviceWorker.register("/worker.js").catch(() => {});
}
