// Touching the map of the country gives a position (MapLibre; our own outlines and towns, tiles only from the server that the operator set).
// Never loaded for a secret place. Without WebGL the search by name stays.
import { Map as LiveMap, Marker, NavigationControl, AttributionControl, setWorkerUrl } from "../socle/tiers/maplibre-gl.mjs";

const section = document.querySelector("[data-ou]");
const frame = document.querySelector("[data-ou-carte]");

function colour(property) {
  const probe = document.createElement("span");
  probe.style.color = `var(${property})`;
  frame.append(probe);
  const painted = getComputedStyle(probe).color;
  probe.remove();
  return painted;
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
      { id: "terre", type: "fill", source: "traits", paint: { "fill-color": colour("--surface") } },
      ...(tiles ? [{ id: "tuiles", type: "raster", source: "tuiles" }] : []),
      { id: "traits", type: "line", source: "traits", paint: { "line-color": colour("--encre-calme"), "line-width": 1.5 } },
    ],
  };
}

// No font server: a town is a word laid over the map; those that would lie on a larger one are left out.
function nameTowns(map, towns) {
  const words = towns.map(({ nom, lon, lat }) => {
    const element = document.createElement("span");
    element.className = "vie-ville";
    element.textContent = nom;
    return { element, lon, lat, marker: new Marker({ element, anchor: "left" }).setLngLat([lon, lat]).addTo(map) };
  });
  const sort = () => {
    const kept = [];
    for (const { element, lon, lat } of words) {
      const { x, y } = map.project([lon, lat]);
      element.hidden = kept.some((one) => Math.abs(one.x - x) < 110 && Math.abs(one.y - y) < 26);
      if (!element.hidden) kept.push({ x, y });
    }
  };
  sort();
  map.on("moveend", sort);
}

function start() {
  setWorkerUrl(new URL("../socle/tiers/maplibre-gl-worker.mjs", import.meta.url).href);
  const data = JSON.parse(document.getElementById("ou-donnees").textContent);
  section.hidden = false;
  const map = new LiveMap({
    container: frame,
    style: style(data),
    center: data.position ?? data.centre,
    zoom: data.position ? 11 : frame.dataset.tuiles ? 11 : frame.clientWidth < 500 ? 8 : 9,
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
    nameTowns(map, data.villes);
  });
  const marker = new Marker({ color: colour("--action") });
  if (data.position) marker.setLngLat(data.position).addTo(map);
  map.on("click", ({ lngLat }) => {
    marker.setLngLat(lngLat).addTo(map);
    document.querySelector("[data-ou-lon]").value = lngLat.lng.toFixed(5);
    document.querySelector("[data-ou-lat]").value = lngLat.lat.toFixed(5);
    document.querySelector("[data-ou-garder]").disabled = false;
    document.querySelector("[data-ou-dit]").textContent = "Le lieu est là. On peut toucher ailleurs, ou garder.";
  });
}

try { start(); } catch { if (section) section.hidden = true; }
