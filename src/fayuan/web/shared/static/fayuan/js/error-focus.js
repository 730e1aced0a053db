// After a form came back with mistakes, begin reading at their summary; a link in it goes to its control.
const summary = document.querySelector("[data-errors]");

if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const control = event.target.closest("a") && document.getElementById(event.target.closest("a").hash.slice(1));
    if (!control) return;
    event.preventDefault();
    control.focus({ preventScroll: true });
    (control.closest(".field, fieldset, .ask") || control).scrollIntoView({ block: "start" });
  });
}
