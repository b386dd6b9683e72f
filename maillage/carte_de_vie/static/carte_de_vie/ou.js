// Touching the map of the country gives a position (MapLibre; our own outlines and towns, tiles only from the server that the operator set).
// Never loaded for a secret place. Without WebGL the search by name stays.
import { Marker } from "../socle/tiers/maplibre-gl.mjs";
import { openMap } from "../socle/js/carte-a-toucher.js";

const section = document.querySelector("[data-ou]");
const frame = document.querySelector("[data-ou-carte]");

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
  const data = JSON.parse(document.getElementById("ou-donnees").textContent);
  const zoom = data.position || frame.dataset.tuiles ? 11 : frame.clientWidth < 500 ? 8 : 9;
  section.hidden = false;
  const { map } = openMap(frame, data, { center: data.position ?? data.centre, zoom }, (lon, lat) => {
    document.querySelector("[data-ou-lon]").value = lon.toFixed(5);
    document.querySelector("[data-ou-lat]").value = lat.toFixed(5);
    document.querySelector("[data-ou-garder]").disabled = false;
    document.querySelector("[data-ou-dit]").textContent = "Le lieu est là. On peut toucher ailleurs, ou garder.";
  });
  map.once("load", () => nameTowns(map, data.villes));
}

try { start(); } catch { if (section) section.hidden = true; }
