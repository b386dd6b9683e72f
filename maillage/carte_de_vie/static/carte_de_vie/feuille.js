// The sheet under the finger: choose a picture then touch where it goes; drag a place, or move it with the arrows. Without scripts, the forms do the same.
const sheet = document.querySelector("[data-feuille]");
const form = document.querySelector("[data-feuille-placer]");
const said = document.querySelector("[data-feuille-dit]");
const stamps = [...document.querySelectorAll("[data-tampon]")];
const WIDTH = 1000;
const HEIGHT = 640;
const MARGIN = 70;
const STEP = 8;
const ARROWS = { ArrowLeft: [-20, 0], ArrowRight: [20, 0], ArrowUp: [0, -20], ArrowDown: [0, 20] };

for (const help of document.querySelectorAll("[data-feuille-aide]")) help.hidden = false;
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

let chosen = null;
function choose(stamp) {
  chosen = chosen === stamp ? null : stamp;
  for (const one of stamps) one.toggleAttribute("data-choisi", one === chosen);
  for (const one of stamps) one.setAttribute("aria-pressed", String(one === chosen));
  said.textContent = chosen ? chosen.dataset.tampon : "";
}

for (const stamp of stamps) {
  stamp.setAttribute("role", "button");
  stamp.setAttribute("aria-pressed", "false");
  stamp.addEventListener("click", (event) => {
    // The second time, the link is followed: a place may stand nowhere, and a keyboard has no finger.
    if (chosen === stamp || event.detail === 0) return;
    event.preventDefault();
    choose(stamp);
  });
}

let held = null;
function drop() {
  held?.link.removeAttribute("transform");
  held = null;
}

sheet?.addEventListener("pointerdown", (event) => {
  const link = event.target.closest("[data-point]");
  if (!link || event.button !== 0) return;
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

// A finger that begins on a place carries it; anywhere else it moves the page (touch-action does not reach inside a drawing).
sheet?.addEventListener("touchmove", (event) => { if (held) event.preventDefault(); }, { passive: false });
sheet?.addEventListener("pointercancel", drop);
sheet?.addEventListener("pointerup", (event) => {
  const done = held;
  held = null;
  if (!done?.moved) return;
  sheet.dataset.glisse = "";
  send(done.link.dataset.point, pointOf(event));
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
  const address = new URL(chosen?.href ?? sheet.dataset.ajouter, window.location.href);
  address.searchParams.set("x", x);
  address.searchParams.set("y", y);
  window.location.assign(address);
});

// With the keyboard: the arrows move the place that has the focus, Enter keeps it there, Escape puts it back.
let carried = null;
sheet?.addEventListener("keydown", (event) => {
  const link = event.target.closest("[data-point]");
  if (!link) return;
  const [dx, dy] = ARROWS[event.key] ?? [];
  if (dx !== undefined) {
    event.preventDefault();
    if (carried?.link !== link) carried = { link, x: Number(link.dataset.x ?? WIDTH / 2), y: Number(link.dataset.y ?? HEIGHT / 2), dx: 0, dy: 0 };
    carried.dx += dx;
    carried.dy += dy;
    link.setAttribute("transform", `translate(${carried.dx} ${carried.dy})`);
    said.textContent = said.dataset.fleches;
  } else if (carried?.link === link && (event.key === "Enter" || event.key === "Escape")) {
    event.preventDefault();
    if (event.key === "Enter") send(link.dataset.point, { x: carried.x + carried.dx, y: carried.y + carried.dy });
    link.removeAttribute("transform");
    carried = null;
    said.textContent = "";
  }
});

for (const link of sheet?.querySelectorAll("[data-point]") ?? []) link.addEventListener("dragstart", (event) => event.preventDefault());
