// A field to sign in, by finger, pen or mouse. Without this file one signs by photograph or by confirming; with it, what
// the chosen way does not need is hidden, and the drawing goes with the form as a PNG.
const form = document.querySelector("[data-signature]");

if (form) {
  const pad = form.querySelector("[data-pad]");
  const photo = form.querySelector("[data-photo]");
  const canvas = pad.querySelector("canvas");
  const ink = canvas.getContext("2d");
  const ways = [...form.elements.means];
  let last = null;
  let drawn = false;

  const chosen = () => ways.find((way) => way.checked)?.value;

  const show = () => {
    pad.hidden = chosen() !== "drawn";
    photo.hidden = chosen() !== "photo";
  };

  const clear = () => {
    ink.clearRect(0, 0, canvas.width, canvas.height);
    drawn = false;
  };

  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * canvas.width) / box.width,
      ((event.clientY - box.top) * canvas.height) / box.height,
    ];
  };

  const begin = (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
  };

  const go = (event) => {
    if (!last) return;
    const next = at(event);
    ink.lineWidth = 8;
    ink.lineCap = ink.lineJoin = "round";
    ink.beginPath();
    ink.moveTo(...last);
    ink.lineTo(...next);
    ink.stroke();
    last = next;
    drawn = true;
  };

  const end = () => {
    last = null;
  };

  canvas.addEventListener("pointerdown", begin);
  canvas.addEventListener("pointermove", go);
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  pad.querySelector("[data-clear]").addEventListener("click", clear);
  form.addEventListener("change", show);
  form.addEventListener("submit", () => {
    form.elements.drawing.value = drawn ? canvas.toDataURL("image/png") : "";
  });
  if (!form.querySelector(".error")) ways.find((way) => way.value === "drawn").checked = true;
  show();
}
