// A type of activity just chosen fills what it says: category, modality, type of place, end. Without this module the server does the same.
const types = new Map(JSON.parse(document.getElementById("types-activite").textContent).map((type) => [String(type.pk), type]));
const form = document.getElementById("formulaire-evenement");
const field = (name) => form.elements.namedItem(name);

function minutes(hour) {
  const [hours, rest] = hour.split(":").map(Number);
  return hours * 60 + rest;
}

function later(hour, length) {
  const end = (minutes(hour) + length) % (24 * 60);
  return `${String(Math.floor(end / 60)).padStart(2, "0")}:${String(end % 60).padStart(2, "0")}`;
}

field("type_activite").addEventListener("change", (event) => {
  const type = types.get(event.target.value);
  if (!type) return;
  for (const name of ["categorie", "modalite", "lieu_type"]) field(name).value = type[name];
  if (!field("titre").value) field("titre").value = type.libelle;
  if (type.duree_minutes && field("debut").value) field("fin").value = later(field("debut").value, type.duree_minutes);
});
