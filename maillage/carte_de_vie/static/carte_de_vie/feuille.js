// Touching the sheet opens the form of a new place there; dragging a place puts it elsewhere. Without scripts, the forms ask for both numbers.
const sheet = document.querySelector("[data-feuille]");
const form = document.querySelector("[data-feuille-placer]");
const WIDTH = 1000;
const HEIGHT = 640;
const MARGIN = 70;
const STEP = 8;

document.querySelector("[data-feuille-aide]")?.removeAttribute("hidden");
// The same as position_de in domain/feuille.py.
const clamp = (value) => Math.round(Math.min(Math.max(value, 0), 100) * 10) / 10;
const place = (point) => ({ x: clamp(((point.x - MARGIN) / (WIDTH - 2 * MARGIN)) * 100), y: clamp(((point.y - 50) / (HEIGHT - 160)) * 100) });

function pointOf(event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse());
}

function send(key, point) {
  const { x, y } = place(point);
  form.action = form.dataset.feuillePlacer.replace("CLE", key);
  form.elements.x.value = x;
  form.elements.y.value = y;
  form.submit();
}

let held = null;

sheet?.addEventListener("pointerdown", (event) => {
  const link = event.target.closest("[data-point]");
  if (!link || event.pointerType === "touch" || event.button !== 0) return;
  held = { link, from: pointOf(event), moved: false };
});

sheet?.addEventListener("pointermove", (event) => {
  if (!held) return;
  const here = pointOf(event);
  const dx = here.x - held.from.x;
  const dy = here.y - held.from.y;
  if (!held.moved && Math.hypot(dx, dy) < STEP) return;
  held.moved = true;
  sheet.setPointerCapture(event.pointerId);
  held.link.setAttribute("transform", `translate(${dx} ${dy})`);
});

sheet?.addEventListener("pointerup", (event) => {
  const done = held;
  held = null;
  if (done?.moved) {
    sheet.dataset.glisse = "";
    send(done.link.dataset.point, pointOf(event));
  }
});

sheet?.addEventListener("click", (event) => {
  if ("glisse" in sheet.dataset) {
    event.preventDefault();
    return;
  }
  if (event.target.closest("[data-point]")) return;
  const point = pointOf(event);
  if (point.y > HEIGHT) return;
  const { x, y } = place(point);
  window.location.assign(`${sheet.dataset.ajouter}?x=${x}&y=${y}`);
});

for (const link of sheet?.querySelectorAll("[data-point]") ?? []) link.addEventListener("dragstart", (event) => event.preventDefault());
