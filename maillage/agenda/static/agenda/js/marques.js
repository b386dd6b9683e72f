// Back online: the marks that the offline sheet still holds leave from here too, and the page says so.
import { File } from "../hors_ligne/file.js";
import { compte } from "../hors_ligne/vue.js";

const avis = document.querySelector("[data-marques]");
const file = new File(avis.dataset.code, avis.dataset.marques);
const connue = await indexedDB.databases?.().then((bases) => bases.some((base) => base.name === file.nom), () => false);
if (connue) {
  try {
    const { reponses } = await file.envoyer();
    const conflits = reponses.filter((reponse) => reponse.etat === "conflit").length;
    const faits = reponses.length - conflits;
    avis.hidden = !reponses.length;
    const mots = [faits ? `${compte(faits, "marque hors ligne envoyée", "marques hors ligne envoyées")} : rechargez la page pour la voir.` : "", conflits ? `${compte(conflits, "marque reste", "marques restent")} à choisir sur la fiche hors ligne.` : ""];
    avis.textContent = mots.filter(Boolean).join(" ");
  } catch {
    // The marks wait for the next time.
  }
}
