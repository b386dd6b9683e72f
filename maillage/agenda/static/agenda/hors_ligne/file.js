// The queue of marks made without network. Each has a key drawn here: sent ten times, it is written once. It holds codes and no name, encrypted with
// a key of this device, and outlives midnight: what was done must reach the agenda.
import { avecBase, chiffrer, dechiffrer, enObjet, enOctets, nouvelleCle, supprimerBase } from "./coffre.js";

const STORE = "marques";
const CLE = "cle-de-l-appareil";
const FAIT = "fait:";

export class SessionFinie extends Error {}

const sansNom = ({ id, version, statut, statut_libelle, jeunes }) => ({ id, version, statut, statut_libelle, jeunes: jeunes.map(({ nom, ...jeune }) => jeune) });

export class File {
  constructor(code, adresse) {
    this.nom = `maillage-marques-${code}`;
    this.adresse = adresse;
  }

  async #cle() {
    const connue = await avecBase(this.nom, STORE, "readonly", (magasin, fini) => fini(magasin.get(CLE)));
    if (connue) return connue;
    const cle = await nouvelleCle();
    await avecBase(this.nom, STORE, "readwrite", (magasin, fini) => fini(magasin.put(cle, CLE)));
    return cle;
  }

  async #lire(voulue) {
    const cle = await this.#cle();
    const [noms, paquets] = await avecBase(this.nom, STORE, "readonly", async (magasin, fini) => [await fini(magasin.getAllKeys()), await fini(magasin.getAll())]);
    const choisis = paquets.filter((_, rang) => noms[rang] !== CLE && voulue(noms[rang]));
    return Promise.all(choisis.map(async (paquet) => enObjet(await dechiffrer(cle, paquet))));
  }

  async #poser(nom, objet) {
    const paquet = await chiffrer(await this.#cle(), enOctets(objet));
    await avecBase(this.nom, STORE, "readwrite", (magasin, fini) => fini(magasin.put(paquet, nom)));
  }

  async lister() {
    const marques = await this.#lire((nom) => !nom.startsWith(FAIT));
    return marques.sort((a, b) => a.faite_le - b.faite_le);
  }

  // A newer mark of the same événement takes the place of the one that waits.
  async ajouter(marque) {
    for (const attente of await this.lister()) if (attente.evenement === marque.evenement) await this.retirer(attente.cle);
    const complete = { ...marque, cle: crypto.randomUUID(), faite_le: Date.now() };
    await this.#poser(complete.cle, complete);
    return complete;
  }

  retirer(cle) {
    return avecBase(this.nom, STORE, "readwrite", (magasin, fini) => fini(magasin.delete(cle)));
  }

  // Sends what waits, of the person signed in; returns the answers. Throws TypeError without network, SessionFinie when one must sign in again.
  async envoyer() {
    const attente = await this.lister();
    if (!attente.length) return { reponses: [], titulaire: null };
    const porte = await this.porte();
    const siennes = attente.filter((marque) => marque.titulaire === porte.titulaire);
    if (!siennes.length) return { reponses: [], titulaire: porte.titulaire };
    const corps = JSON.stringify({ marques: siennes });
    const entetes = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": porte.csrf };
    const { reponses } = await this.#demander({ method: "POST", headers: entetes, body: corps });
    for (const reponse of reponses) {
      if (reponse.etat === "conflit") continue;
      await this.retirer(reponse.cle);
      if (reponse.actuel) await this.#poser(FAIT + reponse.actuel.id, sansNom(reponse.actuel));
    }
    return { reponses, titulaire: porte.titulaire };
  }

  // What was written while the sheet was locked, or from another page: brought in the sheet when it opens. Returns whether anything changed.
  async fusionner(fiche) {
    const faits = await this.#lire((nom) => nom.startsWith(FAIT));
    for (const fait of faits) {
      const evenement = fiche.evenements.find((e) => e.id === fait.id);
      if (evenement && evenement.version < fait.version) {
        const noms = new Map(evenement.jeunes.map((jeune) => [jeune.id, jeune.nom]));
        const jeunes = fait.jeunes.filter((jeune) => noms.has(jeune.id)).map((jeune) => ({ ...jeune, nom: noms.get(jeune.id) }));
        Object.assign(evenement, fait, { jeunes });
      }
      await this.retirer(FAIT + fait.id);
    }
    return faits.length > 0;
  }

  // Who is signed in, and the token that a sending needs.
  porte() {
    return this.#demander({ headers: { Accept: "application/json" } });
  }

  async #demander(options) {
    const reponse = await fetch(this.adresse, { credentials: "same-origin", redirect: "manual", ...options });
    const json = reponse.headers.get("content-type")?.includes("application/json");
    if (!reponse.ok || !json) throw new SessionFinie();
    return reponse.json();
  }

  effacer() {
    return supprimerBase(this.nom);
  }
}
