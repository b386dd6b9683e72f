// Touching the map of the country gives a position (MapLibre; tiles only from the server that the operator set). Never loaded for a secret place.
import { Map as LiveMap, Marker, NavigationControl, AttributionControl, setWorkerUrl } from "../socle/tiers/maplibre-gl.mjs";

setWorkerUrl(new URL("../socle/tiers/maplibre-gl-worker.mjs", import.meta.url).href);
const section = document.querySelector("[data-ou]");
const frame = document.querySelector("[data-ou-carte]");

// Without a background there is nothing to touch: the search by name stays.
if (frame?.dataset.tuiles) {
  section.hidden = false;
  const start = [Number(frame.dataset.lon), Number(frame.dataset.lat)];
  const map = new LiveMap({
    container: frame,
    style: {
      version: 8,
      sources: { fond: { type: "raster", tiles: [frame.dataset.tuiles], tileSize: 256, attribution: frame.dataset.credit } },
      layers: [{ id: "fond", type: "raster", source: "fond" }],
    },
    center: start,
    zoom: "pose" in frame.dataset ? 14 : 11,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  map.addControl(new AttributionControl({ compact: false }));
  const marker = new Marker();
  if ("pose" in frame.dataset) marker.setLngLat(start).addTo(map);
  map.on("click", ({ lngLat }) => {
    marker.setLngLat(lngLat).addTo(map);
    document.querySelector("[data-ou-lon]").value = lngLat.lng.toFixed(5);
    document.querySelector("[data-ou-lat]").value = lngLat.lat.toFixed(5);
    document.querySelector("[data-ou-garder]").disabled = false;
    document.querySelector("[data-ou-dit]").textContent = "Le lieu est là. Vous pouvez toucher ailleurs, ou garder.";
  });
}
