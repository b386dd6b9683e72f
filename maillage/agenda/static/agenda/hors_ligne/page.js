// The day sheet: taken along, opened with a code, marked without network, sent later, erased at midnight.
import { CodeFaux, Coffre, FicheEffacee } from "./coffre.js";
import { File, SessionFinie } from "./file.js";
import { carteEvenement, compte, panneauConflit } from "./vue.js";

const racine = document.getElementById("hors-ligne");
const { adresseJour, adresseMarques, adresseService, code } = racine.dataset;
const coffre = new Coffre(code);
const file = new File(code, adresseMarques);
const CACHEE_MAX = 5 * 60 * 1000;
const PAS = 30_000;
const ici = { fiche: null, conflits: new Map(), brouillons: {}, expiration: null, cacheeDepuis: 0, envoi: null, commences: 0, effacerQuandMeme: false };
const bloc = (nom) => racine.querySelector(`[data-bloc="${nom}"]`);

function montrer(nom) {
  for (const section of racine.querySelectorAll("[data-bloc]")) section.hidden = section.dataset.bloc !== nom;
}

function dire(texte, ton = "info") {
  const avis = document.getElementById("hors-ligne-avis");
  avis.className = `avis avis-${ton}`;
  avis.textContent = texte;
  avis.hidden = !texte;
}

// Opening and erasing

async function ouvrirLaPage() {
  await verifierLeTitulaire();
  const etat = await coffre.etat();
  if (etat === "expiree") dire("La fiche du jour précédent a été effacée de cet appareil.");
  montrer(etat === "fermee" ? "ouvrir" : "emporter");
  bloc(etat === "fermee" ? "ouvrir" : "emporter").querySelector("input")?.focus();
  await envoyer();
}

// With network, a sheet of someone else than the person signed in goes at once.
async function verifierLeTitulaire() {
  const sien = await coffre.titulaire();
  if (sien === undefined || !navigator.onLine) return;
  try {
    const { titulaire } = await file.porte();
    if (titulaire !== sien) await coffre.effacer();
  } catch {
    // Without network, or signed out: the code still stands between the sheet and whoever holds the device.
  }
}

async function emporter(evenement) {
  evenement.preventDefault();
  const [codeChoisi, encore] = [evenement.target.elements.code.value, evenement.target.elements.encore.value];
  if (!/^\d{6,12}$/.test(codeChoisi)) return dire("Choisissez un code de 6 à 12 chiffres.", "danger");
  if (codeChoisi !== encore) return dire("Les deux codes ne sont pas les mêmes.", "danger");
  try {
    const reponse = await fetch(adresseJour, { credentials: "same-origin", redirect: "manual", headers: { Accept: "application/json" } });
    const lisible = reponse.headers.get("content-type")?.includes("application/json");
    if (!lisible) return dire("Votre session est finie : connectez-vous pour emporter la journée.", "danger");
    const { csrf, message, ...fiche } = await reponse.json();
    if (!reponse.ok) return dire(message, "danger");
    await coffre.emporter(fiche, codeChoisi);
    evenement.target.reset();
    await afficher(fiche);
    dire("La journée est sur cet appareil, chiffrée, jusqu'à minuit. Elle s'ouvre sans réseau avec votre code.", "success");
  } catch {
    dire("Pas de réseau : la journée s'emporte avec du réseau, avant de partir.", "danger");
  }
}

async function ouvrir(evenement) {
  evenement.preventDefault();
  const champ = evenement.target.elements.code;
  dire("");
  try {
    await afficher(await coffre.ouvrir(champ.value));
    await envoyer();
  } catch (faute) {
    if (faute instanceof CodeFaux) dire(`Ce n'est pas le bon code. Encore ${compte(faute.reste, "essai")}, puis la fiche s'efface.`, "danger");
    else if (faute instanceof FicheEffacee) await oublier("La fiche a été effacée de cet appareil.");
    else throw faute;
  } finally {
    champ.value = "";
  }
}

async function oublier(raison) {
  clearTimeout(ici.expiration);
  fermer();
  await coffre.effacer();
  montrer("emporter");
  dire(raison);
}

function fermer() {
  ici.fiche = null;
  ici.conflits.clear();
  ici.brouillons = {};
  bloc("fiche").querySelector("[data-liste]").replaceChildren();
}

function verrouiller() {
  fermer();
  coffre.verrouiller();
  montrer("ouvrir");
}

async function veiller() {
  if (!ici.fiche) return;
  if (Date.now() >= ici.fiche.expire_le) return oublier("Il est passé minuit : la fiche a été effacée de cet appareil.");
  const etat = await coffre.etat();
  if (etat === "expiree") return oublier("L'heure de l'appareil a reculé : la fiche a été effacée.");
  if (etat === "vide") return oublier("La fiche a été effacée de cet appareil.");
  if (commences() !== ici.commences) await dessiner();
}

const commences = () => ici.fiche.evenements.filter((evenement) => Date.now() >= evenement.commence_le).length;

// The sheet

async function afficher(fiche) {
  ici.fiche = fiche;
  clearTimeout(ici.expiration);
  ici.expiration = setTimeout(veiller, Math.max(0, fiche.expire_le - Date.now()) + 1000);
  const jour = new Date(`${fiche.jour}T12:00:00`);
  racine.querySelector("[data-jour]").textContent = jour.toLocaleDateString("fr-FR", { weekday: "long", day: "numeric", month: "long" });
  racine.querySelector("[data-agenda]").textContent = fiche.agenda;
  await dessiner();
  montrer("fiche");
}

async function dessiner() {
  if (!ici.fiche) return;
  if (await file.fusionner(ici.fiche)) await coffre.garder(ici.fiche);
  const attente = new Map((await file.lister()).map((marque) => [marque.evenement, marque]));
  const liste = bloc("fiche").querySelector("[data-liste]");
  const outils = { motifs: ici.fiche.motifs, maintenant: Date.now(), noter, changer };
  ici.commences = commences();
  const conflits = [...ici.conflits.values()].map((conflit) => panneauConflit({ ...conflit, motifs: ici.fiche.motifs, ici: ici.fiche.evenements.find((e) => e.id === conflit.marque.evenement) }, gestesDe(conflit)));
  liste.replaceChildren(...conflits, ...ici.fiche.evenements.map((e) => carteEvenement(e, { ...outils, marque: attente.get(e.id), brouillon: ici.brouillons[e.id] })));
  bloc("fiche").querySelector("[data-rien]").hidden = ici.fiche.evenements.length > 0;
  await compter();
}

async function compter() {
  const attente = (await file.lister()).filter((marque) => !ici.conflits.has(marque.evenement)).length;
  const reste = racine.querySelector("[data-attente]");
  reste.hidden = !attente;
  reste.querySelector("span").textContent = `${compte(attente, "marque attend", "marques attendent")} du réseau.`;
}

function changer(evenement, jeune, dite) {
  ici.brouillons[evenement] = { ...ici.brouillons[evenement], [jeune]: dite };
}

async function noter(evenement, presences, confirmer) {
  await file.ajouter({ evenement: evenement.id, version: evenement.version, confirmer, presences, titulaire: ici.fiche.titulaire });
  ici.conflits.delete(evenement.id);
  delete ici.brouillons[evenement.id];
  await dessiner();
  dire(confirmer ? `« ${evenement.titre} » est confirmé sur cet appareil.` : `Présences de « ${evenement.titre} » notées sur cet appareil.`, "success");
  await envoyer();
}

// Sending, one at a time

function envoyer() {
  ici.envoi = (ici.envoi ?? Promise.resolve()).then(envoyerMaintenant).catch(() => {});
  return ici.envoi;
}

async function envoyerMaintenant() {
  const attente = new Map((await file.lister()).map((marque) => [marque.cle, marque]));
  if (!attente.size || !navigator.onLine) return compter();
  try {
    const { reponses, titulaire } = await file.envoyer();
    if (titulaire && ici.fiche && ici.fiche.titulaire !== titulaire) return oublier("Une autre personne est connectée : la fiche a été effacée de cet appareil.");
    for (const reponse of reponses) await recevoir(reponse, attente.get(reponse.cle));
    if (reponses.length) await raconter(reponses);
  } catch (faute) {
    if (faute instanceof SessionFinie) dire("Vos marques attendent : connectez-vous de nouveau pour les envoyer.", "attention");
  }
  await dessiner();
  return compter();
}

async function recevoir(reponse, marque) {
  if (reponse.etat === "conflit" && reponse.actuel) ici.conflits.set(marque.evenement, { marque, actuel: reponse.actuel, message: reponse.message });
  if (reponse.etat === "conflit") return;
  await suivreLaVersion(reponse, marque);
  if (!ici.fiche) return;
  const rang = ici.fiche.evenements.findIndex((e) => e.id === marque.evenement);
  if (rang >= 0 && reponse.actuel) ici.fiche.evenements[rang] = reponse.actuel;
  await coffre.garder(ici.fiche);
}

// A mark made while the one before it was on its way follows the version that it left.
async function suivreLaVersion({ actuel }, envoyee) {
  for (const marque of await file.lister()) {
    const suit = marque.evenement === envoyee.evenement && marque.version === envoyee.version;
    if (suit && actuel) await file.ajouter({ ...marque, version: actuel.version });
  }
}

async function raconter(reponses) {
  const combien = (etats) => reponses.filter((reponse) => etats.includes(reponse.etat)).length;
  const refus = reponses.filter((reponse) => reponse.etat === "refus");
  const [faits, conflits] = [combien(["fait", "deja"]), combien(["conflit"])];
  if (conflits) dire(`${compte(conflits, "marque est", "marques sont")} à choisir : quelqu'un a écrit le même événement entre-temps.`, "attention");
  else if (refus.length) dire(refus.map((reponse) => reponse.message).join(" "), "attention");
  else if (faits) dire(`${compte(faits, "marque envoyée", "marques envoyées")}.`, "success");
  if (conflits && !ici.fiche) montrerLesConflits();
}

// Without a sheet (erased since), a conflict still has its page: the server has just told both sides.
function montrerLesConflits() {
  const liste = bloc("fiche").querySelector("[data-liste]");
  liste.replaceChildren(...[...ici.conflits.values()].map((conflit) => panneauConflit(conflit, gestesDe(conflit))));
  montrer("fiche");
}

function gestesDe({ marque, actuel }) {
  return {
    async garderLautre() {
      await file.retirer(marque.cle);
      ici.conflits.delete(marque.evenement);
      const rang = ici.fiche?.evenements.findIndex((e) => e.id === marque.evenement) ?? -1;
      if (rang >= 0) ici.fiche.evenements[rang] = actuel;
      if (ici.fiche) await coffre.garder(ici.fiche);
      dire("Ce qui est enregistré est gardé.", "success");
      await finirLeChoix();
    },
    async garderLaMienne() {
      await file.ajouter({ ...marque, version: actuel.version });
      ici.conflits.delete(marque.evenement);
      await envoyer();
      await finirLeChoix();
    },
  };
}

async function finirLeChoix() {
  if (ici.fiche) return dessiner();
  if (ici.conflits.size) return montrerLesConflits();
  montrer("emporter");
  return compter();
}

async function toutEffacer() {
  await envoyer();
  const reste = (await file.lister()).length;
  if (reste && !ici.effacerQuandMeme) {
    ici.effacerQuandMeme = true;
    return dire(`${compte(reste, "marque n'est pas envoyée", "marques ne sont pas envoyées")} : appuyez encore pour les perdre et tout effacer.`, "danger");
  }
  ici.effacerQuandMeme = false;
  await file.effacer();
  await oublier("Tout est effacé de cet appareil.");
}

bloc("emporter").querySelector("form").addEventListener("submit", emporter);
bloc("ouvrir").querySelector("form").addEventListener("submit", ouvrir);
for (const bouton of racine.querySelectorAll("[data-effacer]")) bouton.addEventListener("click", toutEffacer);
for (const bouton of racine.querySelectorAll("[data-verrouiller]")) bouton.addEventListener("click", verrouiller);
racine.querySelector("[data-envoyer]").addEventListener("click", envoyer);
globalThis.addEventListener("online", envoyer);
globalThis.addEventListener("pageshow", veiller);
setInterval(veiller, PAS);
document.addEventListener("visibilitychange", async () => {
  if (document.hidden) { ici.cacheeDepuis = Date.now(); return; }
  await veiller();
  if (ici.fiche && Date.now() - ici.cacheeDepuis > CACHEE_MAX) verrouiller();
});
if ("serviceWorker" in navigator) navigator.serviceWorker.register(adresseService).catch(() => dire("Ce navigateur n'ouvrira pas la fiche sans réseau.", "attention"));
ouvrirLaPage();
