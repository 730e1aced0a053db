// Without network nothing is sent: what was typed stays on the page, and a sentence says so. Nothing is stored.
const note = document.querySelector("[data-offline]");

const show = () => {
  if (note) note.hidden = navigator.onLine;
};

document.addEventListener("submit", (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  show();
  if (note) note.focus();
}, true);
window.addEventListener("online", show);
window.addEventListener("offline", show);

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/worker.js").catch(() => {});
