// Drawing by hand on the sheet: moves and lines in whole numbers, kept in a hidden field. Optional: everything can be said without it.
const zone = document.querySelector("[data-dessin-zone]");
const trace = document.querySelector("[data-dessin-trace]");
const field = document.querySelector("[data-dessin-valeur]");
const undo = document.querySelector("[data-dessin-annuler]");
const clear = document.querySelector("[data-dessin-vider]");
const FINE = 6;
const LONGEST = 8000;

let strokes = (field.value.match(/M[^M]*/g) ?? []).slice();
let last = null;
for (const button of [undo, clear]) button.hidden = false;

function show() {
  field.value = strokes.join("");
  trace.setAttribute("d", field.value);
}

function pointOf(event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(zone.getScreenCTM().inverse());
  return { x: Math.round(Math.min(Math.max(point.x, 0), 1000)), y: Math.round(Math.min(Math.max(point.y, 0), 640)) };
}

zone.addEventListener("pointerdown", (event) => {
  event.preventDefault();
  zone.setPointerCapture(event.pointerId);
  last = pointOf(event);
  strokes.push(`M${last.x} ${last.y}`);
});

zone.addEventListener("pointermove", (event) => {
  if (!last) return;
  const here = pointOf(event);
  if (Math.hypot(here.x - last.x, here.y - last.y) < FINE || field.value.length > LONGEST - 20) return;
  strokes[strokes.length - 1] += `L${here.x} ${here.y}`;
  last = here;
  show();
});

for (const name of ["pointerup", "pointercancel"]) zone.addEventListener(name, () => { last = null; show(); });
undo.addEventListener("click", () => { strokes.pop(); show(); });
clear.addEventListener("click", () => { strokes = []; show(); });
