// Asks before what was typed in a guarded form (data-guard) would be lost. Nothing typed is stored anywhere, and the
// quick exit takes the forms off the page first, so it is never asked there.
const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) changed.add(form);
});

document.addEventListener("submit", (event) => changed.delete(event.target));

window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});
