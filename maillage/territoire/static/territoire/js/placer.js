// Touching the little map fills the two boxes; typing in the boxes moves the mark. Without WebGL the boxes stay, the map does not show.
import { Map as LiveMap, Marker, NavigationControl, AttributionControl, LngLatBounds, setWorkerUrl } from "../../socle/tiers/maplibre-gl.mjs";

const section = document.querySelector("[data-placer-section]");
const frame = document.querySelector("[data-placer-carte]");
const form = document.querySelector("[data-placer]");

function colour(property) {
  const probe = document.createElement("span");
  probe.style.color = `var(${property})`;
  frame.append(probe);
  const painted = getComputedStyle(probe).color;
  probe.remove();
  return painted;
}

function number(field) {
  const value = Number.parseFloat(field.value.replace(",", "."));
  return Number.isFinite(value) ? value : null;
}

function style(data) {
  const tiles = frame.dataset.tuiles;
  return {
    version: 8,
    sources: {
      traits: { type: "geojson", data: data.contours },
      ...(tiles ? { tuiles: { type: "raster", tiles: [tiles], tileSize: 256, attribution: frame.dataset.credit } } : {}),
    },
    layers: [
      { id: "fond", type: "background", paint: { "background-color": colour("--creux") } },
      ...(tiles ? [{ id: "tuiles", type: "raster", source: "tuiles" }] : []),
      { id: "traits", type: "line", source: "traits", paint: { "line-color": colour("--encre-calme"), "line-width": 1.5 } },
    ],
  };
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
  setWorkerUrl(new URL("../../socle/tiers/maplibre-gl-worker.mjs", import.meta.url).href);
  const data = JSON.parse(document.getElementById(frame.dataset.placerDonnees).textContent);
  const [lon, lat] = [form.elements.lon, form.elements.lat];
  section.hidden = false;
  const map = new LiveMap({
    container: frame,
    style: style(data),
    bounds: frameOf(data),
    fitBoundsOptions: { padding: 24, maxZoom: 15 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
    locale: { "NavigationControl.ZoomIn": "Agrandir", "NavigationControl.ZoomOut": "Réduire", "Map.Title": "Carte" },
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  if (frame.dataset.credit) map.addControl(new AttributionControl({ compact: false }));
  map.once("load", () => {
    map.resize();
    map.fitBounds(frameOf(data), { padding: 24, maxZoom: 15, animate: false });
  });
  const mark = new Marker({ color: colour("--action") });
  if (data.position) mark.setLngLat(data.position).addTo(map);
  map.on("click", ({ lngLat }) => {
    mark.setLngLat(lngLat).addTo(map);
    lon.value = lngLat.lng.toFixed(6).replace(".", ",");
    lat.value = lngLat.lat.toFixed(6).replace(".", ",");
    document.querySelector("[data-placer-dit]").textContent = `Latitude ${lat.value}, longitude ${lon.value} : enregistrez, ou touchez ailleurs.`;
  });
  form.addEventListener("input", () => {
    const [x, y] = [number(lon), number(lat)];
    if (x === null || y === null || Math.abs(y) > 85 || Math.abs(x) > 180) return;
    mark.setLngLat([x, y]).addTo(map);
    map.easeTo({ center: [x, y] });
  });
}

try { start(); } catch { section.hidden = true; }
