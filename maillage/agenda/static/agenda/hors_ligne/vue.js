// Draws the sheet: elements made one by one, never markup from data.
export const heure = (texte) => {
  const [h, m] = texte.split(":");
  return m === "00" ? `${Number(h)}\u202fh` : `${Number(h)}\u202fh\u202f${m}`;
};
export const compte = (n, singulier, pluriel = `${singulier}s`) => `${n}\u202f${Math.abs(n) < 2 ? singulier : pluriel}`;

export function element(nom, attributs = {}, ...enfants) {
  const noeud = document.createElement(nom);
  for (const [cle, valeur] of Object.entries(attributs)) {
    if (cle === "on") for (const [type, geste] of Object.entries(valeur)) noeud.addEventListener(type, geste);
    else if (typeof valeur === "boolean") noeud.toggleAttribute(cle, valeur);
    else if (valeur !== undefined && valeur !== null) noeud.setAttribute(cle, valeur);
  }
  noeud.append(...enfants.filter((enfant) => enfant !== null && enfant !== undefined && enfant !== ""));
  return noeud;
}

const TOUJOURS = ["Horaire", "Statut"];
const cache = (texte) => element("span", { class: "visually-hidden" }, texte);

function ligneDeJeune(jeune, dite, motifs, changer) {
  const absent = dite ? dite.presence === "ABSENT" : jeune.absent;
  const coche = element("input", { type: "checkbox", class: "form-check-input", "data-absent": jeune.id });
  coche.checked = absent;
  const choix = [element("option", { value: "" }, "Non précisé"), ...motifs.map(([code, libelle]) => element("option", { value: code }, libelle))];
  const motif = element("select", { class: "form-select form-select-sm", "data-motif": jeune.id }, ...choix);
  motif.value = dite?.motif ?? "";
  const precisions = element("div", { class: "presence-precisions" }, element("label", {}, "Motif ", cache(`de l'absence de ${jeune.nom}`), motif));
  precisions.hidden = !absent || (jeune.absent && !dite);
  const suivre = () => {
    precisions.hidden = !coche.checked;
    changer(jeune.id, { presence: coche.checked ? "ABSENT" : "PRESENT", motif: motif.value });
  };
  coche.addEventListener("change", suivre);
  motif.addEventListener("change", suivre);
  return element("li", { class: "presence" },
    element("p", { class: "presence-nom" }, jeune.nom, jeune.absent ? element("span", { class: "calme" }, ` ${jeune.etat}`) : null),
    element("label", { class: "presence-case" }, coche, " Absent", cache(` : ${jeune.nom}`)),
    precisions);
}

function etat(evenement, marque, commence) {
  if (marque) return ["attention", marque.confirmer ? "Confirmé, à envoyer" : "Noté, à envoyer"];
  if (evenement.statut === "REALISE") return ["succes", "Confirmé"];
  if (evenement.statut === "ANNULE") return ["neutre", "Annulé"];
  return commence ? ["attention", "À confirmer"] : ["info", "Prévu"];
}

// What the boxes say, against what the sheet knew: only what departs from it, and every absence when one confirms.
export function presencesDites(carte, evenement, confirmer) {
  const presences = {};
  for (const jeune of evenement.jeunes) {
    const absent = carte.querySelector(`[data-absent="${CSS.escape(jeune.id)}"]`).checked;
    const motif = carte.querySelector(`[data-motif="${CSS.escape(jeune.id)}"]`).value;
    if (absent && (confirmer || !jeune.absent || motif)) presences[jeune.id] = { presence: "ABSENT", motif };
    else if (!absent && jeune.absent) presences[jeune.id] = { presence: "PRESENT", motif: "" };
  }
  return presences;
}

// `brouillon` is what was ticked and not yet noted: drawing the card again keeps it.
export function carteEvenement(evenement, { marque, brouillon, motifs, maintenant, noter, changer }) {
  const commence = maintenant >= evenement.commence_le;
  const [ton, libelle] = etat(evenement, marque, commence);
  const carte = element("li", { class: "surface journee-evenement", "data-evenement": evenement.id },
    element("div", { class: "journee-tete" },
      element("p", { class: "semaine-heures" }, `${heure(evenement.debut)} à ${heure(evenement.fin)}`),
      element("h2", { class: "semaine-titre" }, evenement.titre),
      element("span", { class: `puce puce-${ton}` }, libelle)),
    element("p", { class: "journee-details calme" }, [evenement.lieu, evenement.pros].filter(Boolean).join(", ")));
  if (evenement.statut === "ANNULE") return carte;
  carte.append(element("ul", { class: "hors-ligne-jeunes" }, ...evenement.jeunes.map((jeune) => {
    const dite = brouillon?.[jeune.id] ?? marque?.presences[jeune.id];
    return ligneDeJeune(jeune, dite, motifs, (qui, quoi) => changer(evenement.id, qui, quoi));
  })));
  const geste = (texte, classe, confirmer) => {
    const click = () => noter(evenement, presencesDites(carte, evenement, confirmer), confirmer);
    return element("button", { type: "button", class: `btn ${classe}`, on: { click } }, texte, cache(` : ${evenement.titre}`));
  };
  const actes = element("div", { class: "actes" });
  if (commence && evenement.statut === "PLANIFIE") actes.append(geste("Confirmer", "btn-success", true));
  else if (evenement.jeunes.length) actes.append(geste("Noter les présences", "btn-outline-primary", false));
  if (!commence) actes.append(element("span", { class: "calme" }, `À confirmer à partir de ${heure(evenement.debut)}.`));
  carte.append(actes);
  return carte;
}

function dite(presence, jeune, motifs) {
  if (presence.presence === "PRESENT") return "présent";
  if (jeune.absent && !presence.motif) return jeune.etat;
  const motif = motifs.find(([code]) => code === presence.motif)?.[1].toLowerCase();
  return motif ? `absent (${motif})` : "absent";
}

function miens(marque, ici, motifs) {
  const dits = { Statut: marque.confirmer ? "Confirmé" : ici.statut_libelle };
  for (const jeune of ici.jeunes) {
    const mienne = marque.presences[jeune.id];
    if (mienne) dits[jeune.nom] = dite(mienne, jeune, motifs);
    else if (marque.confirmer && !jeune.etat.startsWith("absent en partie")) dits[jeune.nom] = "présent";
    else dits[jeune.nom] = jeune.etat;
  }
  return dits;
}

function enregistres(actuel) {
  const dits = { Statut: actuel.statut_libelle };
  for (const jeune of actuel.jeunes) dits[jeune.nom] = jeune.etat;
  return dits;
}

// Both sides of a conflict, line by line; `ici` is what the sheet knew, `actuel` what is stored.
export function panneauConflit({ marque, actuel, message, ici, motifs = [] }, { garderLaMienne, garderLautre }) {
  const vu = ici ?? actuel;
  const [mien, autre] = [{ Horaire: `${heure(vu.debut)} à ${heure(vu.fin)}`, ...miens(marque, vu, motifs) }, { Horaire: `${heure(actuel.debut)} à ${heure(actuel.fin)}`, ...enregistres(actuel) }];
  const noms = [...new Set([...Object.keys(mien), ...Object.keys(autre)])];
  const [a, b] = [(nom) => mien[nom] ?? "non inscrit", (nom) => autre[nom] ?? "non inscrit"];
  const pareils = noms.filter((nom) => a(nom) === b(nom) && !TOUJOURS.includes(nom)).length;
  const lignes = noms.filter((nom) => a(nom) !== b(nom) || TOUJOURS.includes(nom)).map((nom) => {
    const classe = a(nom) === b(nom) ? null : "hors-ligne-differe";
    return element("tr", { class: classe }, element("th", { scope: "row" }, nom), element("td", {}, a(nom)), element("td", {}, b(nom)));
  });
  const tete = element("thead", {}, element("tr", {}, ...["", "La mienne", "Celle enregistrée"].map((titre) => element(titre ? "th" : "td", titre ? { scope: "col" } : {}, titre))));
  const possible = actuel.statut !== "ANNULE";
  return element("li", { class: "surface hors-ligne-conflit", "data-conflit": marque.evenement },
    element("h2", { class: "semaine-titre" }, `À choisir : ${actuel.titre}`),
    element("p", {}, message),
    element("table", { class: "table agenda-differences" }, element("caption", { class: "visually-hidden" }, "Les deux versions, côte à côte"), tete, element("tbody", {}, ...lignes)),
    pareils ? element("p", { class: "calme" }, `Pareil des deux côtés pour ${compte(pareils, "jeune")}.`) : null,
    element("div", { class: "actes" },
      element("button", { type: "button", class: "btn btn-primary", on: { click: garderLautre } }, "Garder celle enregistrée"),
      possible ? element("button", { type: "button", class: "btn btn-outline-danger", on: { click: garderLaMienne } }, "Garder la mienne") : null));
}
