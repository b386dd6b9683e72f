// Turns the drawn map of a map-and-table pair into a live one (MapLibre, own GeoJSON only, no remote tile).
// Without WebGL, or if anything fails, the drawing made by the server stays.
import { Map as CarteVive, NavigationControl, LngLatBounds, setWorkerUrl } from "../tiers/maplibre-gl.mjs";

setWorkerUrl(new URL("../tiers/maplibre-gl-worker.mjs", import.meta.url).href);
const CLASSES = [0, 1, 2, 3, 4, 5];

// A custom property holds the light and the dark value: only a painted element tells which one applies.
function paintedColour(frame, property) {
  const probe = document.createElement("span");
  probe.style.color = `var(${property})`;
  frame.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

function classColours(frame) {
  const pairs = CLASSES.flatMap((rank) => [rank, paintedColour(frame, `--classe-${rank}`)]);
  return ["match", ["coalesce", ["get", "classe"], 0], ...pairs, paintedColour(frame, "--classe-0")];
}

function layers(frame) {
  const colours = classColours(frame);
  const ink = paintedColour(frame, "--encre-calme");
  return [
    { id: "fond", type: "background", paint: { "background-color": paintedColour(frame, "--creux") } },
    { id: "aires", type: "fill", source: "donnees", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colours } },
    { id: "bords", type: "line", source: "donnees", filter: ["==", ["geometry-type"], "Polygon"], paint: { "line-color": ink, "line-width": 0.75 } },
    { id: "points", type: "circle", source: "donnees", filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-color": colours, "circle-radius": 6, "circle-stroke-color": ink, "circle-stroke-width": 1.5 } },
  ];
}

function extent(data) {
  const bounds = new LngLatBounds();
  const walk = (part) => (typeof part[0] === "number" ? bounds.extend(part) : part.forEach(walk));
  for (const feature of data.features) walk(feature.geometry.coordinates);
  return bounds;
}

async function readData(frame) {
  if (frame.dataset.geojson) return (await fetch(frame.dataset.geojson, { headers: { Accept: "application/json" } })).json();
  return JSON.parse(document.getElementById(frame.dataset.source).textContent);
}

function loadStyles(frame) {
  if (document.querySelector(`link[href="${frame.dataset.feuille}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = frame.dataset.feuille;
  document.head.append(link);
}

function listen(map, frame) {
  const reading = frame.querySelector("[data-carte-lecture]");
  map.on("mousemove", (event) => {
    const [feature] = map.queryRenderedFeatures(event.point, { layers: ["points", "aires"] });
    reading.hidden = !feature;
    map.getCanvas().style.cursor = feature?.properties.url ? "pointer" : "";
    if (feature) reading.textContent = [feature.properties.nom, feature.properties.texte].filter(Boolean).join(" : ");
  });
  map.on("click", (event) => {
    const [feature] = map.queryRenderedFeatures(event.point, { layers: ["points", "aires"] });
    if (feature?.properties.url) window.location.assign(feature.properties.url);
  });
}

function revive(frame, data) {
  loadStyles(frame);
  const place = document.createElement("div");
  place.className = "carte-vive";
  frame.append(place);
  const map = new CarteVive({
    container: place,
    style: { version: 8, sources: { donnees: { type: "geojson", data } }, layers: layers(frame) },
    bounds: extent(data),
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
    locale: FRENCH,
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  map.getCanvas().setAttribute("aria-label", `${frame.dataset.libelle} : carte, le tableau dit la même chose`);
  map.once("load", () => {
    map.resize();
    map.fitBounds(extent(data), { padding: 16, animate: false });
    frame.classList.add("carte-prete");
  });
  map.on("error", () => { map.remove(); place.remove(); frame.classList.remove("carte-prete"); });
  listen(map, frame);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint(map, frame));
}

function repaint(map, frame) {
  for (const layer of layers(frame)) {
    for (const [property, value] of Object.entries(layer.paint)) map.setPaintProperty(layer.id, property, value);
  }
}

const FRENCH = {
  "NavigationControl.ZoomIn": "Agrandir",
  "NavigationControl.ZoomOut": "Réduire",
  "Map.Title": "Carte",
  "CooperativeGesturesHandler.WindowsHelpText": "Ctrl et molette pour agrandir la carte",
  "CooperativeGesturesHandler.MacHelpText": "⌘ et molette pour agrandir la carte",
  "CooperativeGesturesHandler.MobileHelpText": "Deux doigts pour déplacer la carte",
};

function choose(section, view) {
  section.querySelector("[data-carte-duo]").dataset.carteDuo = view;
  for (const button of section.querySelectorAll("[data-vue]")) button.setAttribute("aria-pressed", String(button.dataset.vue === view));
}

for (const section of document.querySelectorAll("[data-carte-table]")) {
  section.querySelector("[data-carte-choix]").hidden = false;
  section.addEventListener("click", (event) => {
    const button = event.target.closest("[data-vue]");
    if (button) choose(section, button.dataset.vue);
  });
  const frame = section.querySelector("[data-carte]");
  readData(frame).then((data) => revive(frame, data)).catch(() => frame.classList.remove("carte-prete"));
}
