// A small map that a hand touches to say where: our own outlines, tiles only from the server that the operator set.
// It throws without WebGL: the page then does without it.
import { Map as LiveMap, Marker, NavigationControl, AttributionControl, setWorkerUrl } from "../tiers/maplibre-gl.mjs";
import { paintedColour } from "./couleurs.js";

setWorkerUrl(new URL("../tiers/maplibre-gl-worker.mjs", import.meta.url).href);

function style(frame, outlines) {
  const tiles = frame.dataset.tuiles;
  return {
    version: 8,
    sources: {
      traits: { type: "geojson", data: outlines },
      ...(tiles ? { tuiles: { type: "raster", tiles: [tiles], tileSize: 256, attribution: frame.dataset.credit } } : {}),
    },
    layers: [
      { id: "fond", type: "background", paint: { "background-color": paintedColour(frame, "--creux") } },
      { id: "terre", type: "fill", source: "traits", paint: { "fill-color": paintedColour(frame, "--surface") } },
      ...(tiles ? [{ id: "tuiles", type: "raster", source: "tuiles" }] : []),
      { id: "traits", type: "line", source: "traits", paint: { "line-color": paintedColour(frame, "--encre-calme"), "line-width": 1.5 } },
    ],
  };
}

// `view`: where it opens, as MapLibre says it. `touched(lon, lat)` is called when the mark has been put by hand.
export function openMap(frame, { contours, position }, view, touched) {
  const map = new LiveMap({
    container: frame,
    style: style(frame, contours),
    ...view,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
    locale: { "NavigationControl.ZoomIn": "Agrandir", "NavigationControl.ZoomOut": "Réduire", "Map.Title": "Carte" },
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  if (frame.dataset.credit) map.addControl(new AttributionControl({ compact: false }));
  map.once("load", () => map.resize());
  const marker = new Marker({ color: paintedColour(frame, "--action") });
  const put = (point) => marker.setLngLat(point).addTo(map);
  if (position) put(position);
  map.on("click", ({ lngLat }) => {
    put(lngLat);
    touched(lngLat.lng, lngLat.lat);
  });
  return { map, put };
}
