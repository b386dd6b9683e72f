// Drawing by hand on the sheet: coloured moves and lines in whole numbers, kept in a hidden field. Optional: everything can be said without it.
const zone = document.querySelector("[data-dessin-zone]");
const drawn = document.querySelector("[data-dessin-trace]");
const field = document.querySelector("[data-dessin-valeur]");
const undo = document.querySelector("[data-dessin-annuler]");
const clear = document.querySelector("[data-dessin-vider]");
const full = document.querySelector("[data-dessin-plein]");
const FINE = 5;
const LONGEST = 40000;

let strokes = field.value.match(/[rvopsmn]?M[^rvopsmnM]*/g) ?? [];
const before = [];
let last = null;
document.querySelector("[data-dessin-outils]").hidden = false;

function path(stroke) {
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const letter = stroke[0] === "M" ? "" : stroke[0];
  line.setAttribute("class", `crayon-${letter || "b"}`);
  line.setAttribute("d", stroke.slice(letter.length));
  return line;
}

function show() {
  field.value = strokes.join("");
  drawn.replaceChildren(...strokes.map(path));
  undo.disabled = before.length === 0;
  clear.disabled = strokes.length === 0;
}

function remember() {
  before.push(strokes.slice());
}

function pointOf(event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(zone.getScreenCTM().inverse());
  return { x: Math.round(Math.min(Math.max(point.x, 0), 1000)), y: Math.round(Math.min(Math.max(point.y, 0), 640)) };
}

zone.addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  event.preventDefault();
  full.hidden = field.value.length < LONGEST - 60;
  if (!full.hidden) return;
  zone.setPointerCapture(event.pointerId);
  last = pointOf(event);
  remember();
  const pencil = document.querySelector("[data-crayon]:checked")?.value ?? "";
  strokes.push(`${pencil}M${last.x} ${last.y}L${last.x} ${last.y}`);
  show();
});

zone.addEventListener("pointermove", (event) => {
  if (!last) return;
  const here = pointOf(event);
  if (Math.hypot(here.x - last.x, here.y - last.y) < FINE || field.value.length > LONGEST - 40) return;
  strokes[strokes.length - 1] += `L${here.x} ${here.y}`;
  last = here;
  field.value = strokes.join("");
  drawn.lastElementChild.replaceWith(path(strokes.at(-1)));
});

for (const name of ["pointerup", "pointercancel"]) zone.addEventListener(name, () => { last = null; });
undo.addEventListener("click", () => { strokes = before.pop() ?? strokes; full.hidden = true; show(); });
clear.addEventListener("click", () => { remember(); strokes = []; full.hidden = true; show(); });
show();
