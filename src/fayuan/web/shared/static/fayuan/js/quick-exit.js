// Quick exit. The link works without this file; with it, the page is cleared at once, the address is replaced so that
// Back does not return here, and three Shifts in five seconds do the same as the link.
const TIMES = 3;
const WITHIN = 5000; // milliseconds
const link = document.querySelector("[data-exit]");
const status = document.querySelector("[data-exit-status]");
let pressed = 0;
let forget = 0;

const leave = () => {
  document.title = " ";
  document.body.replaceChildren();
  window.location.replace(link.href);
};

const reset = () => {
  pressed = 0;
  status.textContent = "";
};

const count = (event) => {
  if (event.repeat) return;
  if (event.key !== "Shift") {
    reset();
    return;
  }
  pressed += 1;
  clearTimeout(forget);
  if (pressed >= TIMES) {
    leave();
    return;
  }
  status.textContent = link.dataset.more.replace("%n", String(TIMES - pressed));
  forget = setTimeout(reset, WITHIN);
};

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", count);
  // A page that the browser kept whole for the Back button is asked for anew: the session has ended by then.
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
}
