// Asks before what was typed in a guarded form (data-guard) would be lost. Nothing typed is stored in the browser, and the
// quick exit takes the forms off the page first, so it is never asked there. Where the page says so (data-keep, the
// desk's forms), long texts go to the server after each pause and come back with the form, until it is sent.
const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) changed.add(form);
});

document.addEventListener("submit", (event) => changed.delete(event.target));

window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});

const place = document.querySelector("[data-keep]");
const PAUSE = 2000;
let waiting = 0;
let asking = new AbortController();

const keep = (form) => {
  clearTimeout(waiting);
  waiting = 0;
  const said = new FormData();
  said.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  said.append("doing", place.dataset.doing);
  for (const text of form.querySelectorAll("textarea[name]")) said.append(text.name, text.value);
  asking = new AbortController();
  // What cannot be kept now is kept after the next pause; the form itself says when it cannot be sent.
  fetch(place.dataset.keep, { method: "POST", body: said, keepalive: true, signal: asking.signal }).catch(() => {});
};

if (place) {
  let last = null;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (!form || form.hasAttribute("action") || !event.target.matches("textarea")) return; // another act has its own
    last = form;
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE, form);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && waiting) keep(last);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-guard]")) return;
    clearTimeout(waiting);
    waiting = 0;
    asking.abort();
  });
}
