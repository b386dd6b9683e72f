// Touching the little map fills the two boxes; typing in the boxes moves the mark. Without WebGL the boxes stay, the map does not show.
import { LngLatBounds } from "../../socle/tiers/maplibre-gl.mjs";
import { openMap } from "../../socle/js/carte-a-toucher.js";

const section = document.querySelector("[data-placer-section]");
const frame = document.querySelector("[data-placer-carte]");
const form = document.querySelector("[data-placer]");

function number(field) {
  const value = Number.parseFloat(field.value.replace(",", "."));
  return Number.isFinite(value) ? value : null;
}

// The outline of the commune is the last one: it is what the page is about.
function frameOf(data) {
  const bounds = new LngLatBounds();
  const walk = (part) => (typeof part[0] === "number" ? bounds.extend(part) : part.forEach(walk));
  const last = data.contours.features.at(-1);
  if (last) walk(last.geometry.coordinates);
  for (const point of [data.position, data.centre]) if (point) bounds.extend(point);
  return bounds.isEmpty() ? new LngLatBounds([-5, 41.3], [9.6, 51.1]) : bounds;
}

function start() {
  const data = JSON.parse(document.getElementById(frame.dataset.placerDonnees).textContent);
  const [lon, lat] = [form.elements.lon, form.elements.lat];
  const room = { padding: 24, maxZoom: 15 };
  section.hidden = false;
  const { map, put } = openMap(frame, data, { bounds: frameOf(data), fitBoundsOptions: room }, (x, y) => {
    lon.value = x.toFixed(6).replace(".", ",");
    lat.value = y.toFixed(6).replace(".", ",");
    document.querySelector("[data-placer-dit]").textContent = `Latitude ${lat.value}, longitude ${lon.value} : enregistrez, ou touchez ailleurs.`;
  });
  map.once("load", () => map.fitBounds(frameOf(data), { ...room, animate: false }));
  form.addEventListener("input", () => {
    const [x, y] = [number(lon), number(lat)];
    if (x === null || y === null || Math.abs(y) > 85 || Math.abs(x) > 180) return;
    put([x, y]);
    map.easeTo({ center: [x, y] });
  });
}

try { start(); } catch { section.hidden = true; }
