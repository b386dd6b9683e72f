// Turns the drawn map of a map-and-table pair into a live one (MapLibre, own GeoJSON; tiles only from the server that the operator set).
// Without WebGL, or if anything fails, the drawing made by the server stays.
import { Map as CarteVive, NavigationControl, AttributionControl, LngLatBounds, setWorkerUrl } from "../tiers/maplibre-gl.mjs";
import { equip } from "./carte-outils.js";
import { paintedColour } from "./couleurs.js";

setWorkerUrl(new URL("../tiers/maplibre-gl-worker.mjs", import.meta.url).href);
const CLASSES = [0, 1, 2, 3, 4, 5];
const TOUCHED = ["anneaux", "groupes", "points", "aires"];

function classColours(frame) {
  const pairs = CLASSES.flatMap((rank) => [rank, paintedColour(frame, `--classe-${rank}`)]);
  return ["match", ["coalesce", ["get", "classe"], 0], ...pairs, paintedColour(frame, "--classe-0")];
}

function background(frame) {
  if (!frame.dataset.tuiles) return [];
  return [{ id: "tuiles", type: "raster", source: "tuiles", paint: { "raster-saturation": -0.6, "raster-opacity": 0.7 } }];
}

// Many small points stay apart (the server says how small); they grow as one draws near.
function radius(frame) {
  const size = Number(frame.dataset.rayon);
  return ["interpolate", ["linear"], ["zoom"], 7, size, 12, Math.max(6, size * 2)];
}

function layers(frame) {
  const colours = classColours(frame);
  const paper = paintedColour(frame, "--surface");
  const edge = ["case", ["==", ["coalesce", ["get", "classe"], 0], 0], paintedColour(frame, "--bord-controle"), paper];
  const opacity = frame.dataset.tuiles ? 0.6 : 1;
  return [
    { id: "fond", type: "background", paint: { "background-color": paintedColour(frame, "--creux") } },
    ...background(frame),
    { id: "aires", type: "fill", source: "donnees", paint: { "fill-color": colours, "fill-opacity": opacity } },
    { id: "bords", type: "line", source: "donnees", layout: { "line-join": "round" }, paint: { "line-color": edge, "line-width": 0.75 } },
    { id: "points", type: "circle", source: "lieux", filter: ["!", ["has", "point_count"]],
      paint: { "circle-color": colours, "circle-radius": radius(frame), "circle-stroke-color": paintedColour(frame, "--encre"), "circle-stroke-width": 1 } },
    { id: "groupes", type: "circle", source: "lieux", filter: ["has", "point_count"],
      paint: { "circle-color": paintedColour(frame, "--action"), "circle-radius": ["step", ["get", "point_count"], 12, 10, 16, 50, 22],
        "circle-stroke-color": paper, "circle-stroke-width": 2 } },
    { id: "comptes", type: "symbol", source: "lieux", filter: ["has", "point_count"],
      layout: { "icon-image": ["concat", "compte-", ["to-string", ["get", "point_count"]]], "icon-allow-overlap": true }, paint: {} },
    { id: "anneaux", type: "circle", source: "anneaux", paint: { "circle-opacity": 0, "circle-radius": ["get", "rayon"],
      "circle-stroke-color": paintedColour(frame, "--calque"), "circle-stroke-width": 1.5 } },
    { id: "reperes", type: "symbol", source: "reperes",
      layout: { "icon-image": ["concat", ["case", ["get", "dedans"], "aire-", "ville-"], ["get", "nom"]], "icon-padding": 10,
        "icon-anchor": ["case", ["get", "dedans"], "center", "left"], "symbol-sort-key": ["get", "rang"] }, paint: {} },
  ];
}

// No font server: numbers of clusters, names of areas, towns with their dot are drawn here, once each.
function drawWord(frame, name) {
  const [, genre, word] = /^(\w+)-(.*)$/s.exec(name);
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const count = genre === "compte";
  const font = count ? "700 26px sans-serif" : `600 26px ${getComputedStyle(frame).fontFamily}`;
  pen.font = font;
  const start = genre === "ville" ? 16 : 6;
  const [width, height] = count ? [72, 48] : [Math.ceil(pen.measureText(word).width) + start + 6, 40];
  Object.assign(pen.canvas, { width, height });
  Object.assign(pen, { font, textBaseline: "middle", lineJoin: "round", lineWidth: 6, strokeStyle: paintedColour(frame, "--surface"),
    fillStyle: paintedColour(frame, count ? "--action-encre" : "--encre") });
  if (genre === "ville") {
    pen.arc(6, height / 2, 3.5, 0, 2 * Math.PI);
    pen.stroke();
    pen.fill();
  }
  const left = count ? (width - pen.measureText(word).width) / 2 : start;
  if (!count) pen.strokeText(word, left, height / 2);
  pen.fillText(word, left, height / 2);
  return pen.getImageData(0, 0, width, height);
}

function drawMissing(map, frame, name) {
  if (/^(compte|aire|ville)-/.test(name)) map.addImage(name, drawWord(frame, name), { pixelRatio: 2 });
}

function landmarks(frame) {
  const names = JSON.parse(document.getElementById(frame.dataset.reperes).textContent);
  const features = names.map(([nom, lon, lat, dedans], rang) => (
    { type: "Feature", properties: { nom, dedans, rang }, geometry: { type: "Point", coordinates: [lon, lat] } }));
  return { type: "FeatureCollection", features };
}

function kind(feature) {
  if (feature.geometry.type !== "Point") return "donnees";
  return feature.properties.rayon ? "anneaux" : "lieux";
}

function sources(frame, data) {
  const pick = (wanted) => ({ type: "FeatureCollection", features: data.features.filter((f) => kind(f) === wanted) });
  const tiles = frame.dataset.tuiles;
  return {
    reperes: { type: "geojson", data: landmarks(frame) },
    donnees: { type: "geojson", data: pick("donnees") },
    anneaux: { type: "geojson", data: pick("anneaux") },
    lieux: { type: "geojson", data: pick("lieux"), cluster: "regrouper" in frame.dataset, clusterRadius: 36, clusterMaxZoom: 11 },
    ...(tiles ? { tuiles: { type: "raster", tiles: [tiles], tileSize: 256, attribution: frame.dataset.credit } } : {}),
  };
}

function extent(data) {
  const bounds = new LngLatBounds();
  const walk = (part) => (typeof part[0] === "number" ? bounds.extend(part) : part.forEach(walk));
  for (const feature of data.features) walk(feature.geometry.coordinates);
  return bounds;
}

async function readData(frame) {
  if (frame.dataset.geojson) return (await fetch(frame.dataset.geojson)).json();
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
    const [feature] = map.queryRenderedFeatures(event.point, { layers: TOUCHED });
    const count = feature?.properties.point_count;
    reading.hidden = !feature;
    map.getCanvas().style.cursor = count || feature?.properties.url ? "pointer" : "";
    if (count) reading.textContent = `${count} lieux ici : cliquez pour agrandir`;
    else if (feature) reading.textContent = [feature.properties.nom, feature.properties.texte].filter(Boolean).join(" : ");
  });
  map.on("click", (event) => {
    const [feature] = map.queryRenderedFeatures(event.point, { layers: TOUCHED });
    if (feature?.properties.point_count) map.easeTo({ center: feature.geometry.coordinates, zoom: map.getZoom() + 2 });
    else if (feature?.properties.url) window.location.assign(feature.properties.url);
  });
}

function revive(frame, data) {
  loadStyles(frame);
  const place = document.createElement("div");
  place.className = "carte-vive";
  frame.append(place);
  const map = new CarteVive({
    container: place,
    style: { version: 8, sources: sources(frame, data), layers: layers(frame) },
    bounds: extent(data),
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
    locale: FRENCH,
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  if (frame.dataset.credit) map.addControl(new AttributionControl({ compact: false }));
  map.setMissingStyleImageResolver((name) => drawMissing(map, frame, name));
  map.getCanvas().setAttribute("aria-label", `${frame.dataset.libelle} : carte, le tableau dit la même chose`);
  map.once("load", () => {
    map.resize();
    map.fitBounds(extent(data), { padding: 16, animate: false });
    frame.classList.add("carte-prete");
  });
  map.on("error", (event) => {
    if (event.sourceId === "tuiles") return;
    map.remove();
    place.remove();
    frame.classList.remove("carte-prete");
  });
  listen(map, frame);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint(map, frame));
  return {
    show: (kept) => {
      const chosen = sources(frame, kept);
      for (const name of ["donnees", "lieux", "anneaux"]) map.getSource(name)?.setData(chosen[name].data);
    },
    go: (feature) => map.fitBounds(extent({ features: [feature] }), { padding: 48, maxZoom: 12 }),
  };
}

function withoutMap() {
  return { show: () => {}, go: () => {} };
}

function repaint(map, frame) {
  for (const layer of layers(frame)) {
    for (const [property, value] of Object.entries(layer.paint)) map.setPaintProperty(layer.id, property, value);
  }
  for (const name of map.listImages()) map.updateImage(name, drawWord(frame, name));
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
  const tools = section.querySelector("[data-carte-outils]");
  tools.hidden = false;
  tools.addEventListener("submit", (event) => event.preventDefault());
  section.addEventListener("click", (event) => {
    const button = event.target.closest("[data-vue]");
    if (button) choose(section, button.dataset.vue);
  });
  const frame = section.querySelector("[data-carte]");
  readData(frame).then((data) => {
    let map = withoutMap();
    try { map = revive(frame, data); } catch { frame.classList.remove("carte-prete"); }
    equip(section, data, landmarks(frame), map);
  }).catch(() => frame.classList.remove("carte-prete"));
}
