// Reads the page to whoever finds reading hard, by the telephone's own voice: nothing is sent. Where there is no voice,
// the button does not show. Pressed again, it stops.
const button = document.querySelector("[data-aloud]");
const voice = window.speechSynthesis;

// What is read: the sentences of the page in their order, without what only the eye needs.
const words = () => {
  const main = document.querySelector("main").cloneNode(true);
  main.querySelectorAll("[data-aloud], script, .vh, [hidden], [aria-hidden=true], .back").forEach((each) => each.remove());
  return [...main.querySelectorAll("h1, h2, h3, p, li, dt, dd, legend, label, .btn, .mistake")]
    .filter((each) => !each.querySelector("h1, h2, h3, p, li, dt, dd, legend, label"))
    .map((each) => each.textContent.replace(/\s+/g, " ").trim())
    .filter(Boolean);
};

const say = () => {
  const lines = words();
  const next = () => {
    const line = lines.shift();
    if (!line) {
      button.setAttribute("aria-pressed", "false");
      return;
    }
    const spoken = new SpeechSynthesisUtterance(line);
    spoken.lang = document.documentElement.lang.startsWith("zh") ? "zh-CN" : document.documentElement.lang;
    spoken.onend = next;
    voice.speak(spoken);
  };
  next();
};

if (button && voice) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const reads = button.getAttribute("aria-pressed") === "true";
    voice.cancel();
    button.setAttribute("aria-pressed", String(!reads));
    if (!reads) say();
  });
  window.addEventListener("pagehide", () => voice.cancel());
}
