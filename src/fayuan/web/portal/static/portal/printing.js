// A button to print, and on paper what is folded is open: nobody can press a fold there.
const button = document.querySelector("[data-print]");
let opened = [];

if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const fold of opened) fold.open = true;
});
window.addEventListener("afterprint", () => {
  for (const fold of opened) fold.open = false;
  opened = [];
});
