// From the mini-program one goes straight on; without scripts the button is pressed.
const form = document.querySelector("[data-arrive]");
if (form) form.submit();
