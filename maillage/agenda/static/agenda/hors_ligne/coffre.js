// The vault of the day sheet. The sheet is encrypted twice (AES-GCM 256): with a key drawn from the person's code (PBKDF2), which protects it from
// whoever picks up the device, and with a key of this device that no script can read out, which protects a copy of the database from being searched
// code by code. Five wrong codes, midnight in Paris, or a clock put back, and the whole database is deleted.
const ITERATIONS = 600_000;
const ESSAIS_MAX = 5;
const RECUL_TOLERE = 10 * 60 * 1000;
const STORE = "coffre";

export class CodeFaux extends Error {
  constructor(reste) {
    super("code");
    this.reste = reste;
  }
}

export class FicheEffacee extends Error {}

function attendre(demande) {
  return new Promise((resolve, reject) => {
    demande.onsuccess = () => resolve(demande.result);
    demande.onerror = () => reject(demande.error);
  });
}

// Opens, works, and always closes: an open connection would keep the database from being deleted.
export async function avecBase(nom, magasin, mode, travail) {
  const ouverture = indexedDB.open(nom, 1);
  ouverture.onupgradeneeded = () => ouverture.result.createObjectStore(magasin);
  const base = await attendre(ouverture);
  try {
    return await travail(base.transaction(magasin, mode).objectStore(magasin), attendre);
  } finally {
    base.close();
  }
}

export function supprimerBase(nom) {
  return new Promise((resolve) => {
    const demande = indexedDB.deleteDatabase(nom);
    demande.onsuccess = demande.onerror = demande.onblocked = () => resolve();
  });
}

async function lire(nom, cle) {
  return avecBase(nom, STORE, "readonly", (magasin, fini) => fini(magasin.get(cle)));
}

async function ecrire(nom, valeurs) {
  return avecBase(nom, STORE, "readwrite", async (magasin, fini) => {
    for (const [cle, valeur] of Object.entries(valeurs)) await fini(magasin.put(valeur, cle));
  });
}

async function cleDuCode(code, sel) {
  const brut = await crypto.subtle.importKey("raw", new TextEncoder().encode(code), "PBKDF2", false, ["deriveKey"]);
  const regle = { name: "PBKDF2", hash: "SHA-256", salt: sel, iterations: ITERATIONS };
  return crypto.subtle.deriveKey(regle, brut, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export function nouvelleCle() {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function chiffrer(cle, octets) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, contenu: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, cle, octets) };
}

export function dechiffrer(cle, { iv, contenu }) {
  return crypto.subtle.decrypt({ name: "AES-GCM", iv }, cle, contenu);
}

export const enOctets = (objet) => new TextEncoder().encode(JSON.stringify(objet));
export const enObjet = (octets) => JSON.parse(new TextDecoder().decode(octets));

export class Coffre {
  constructor(code) {
    this.nom = `maillage-fiche-${code}`;
    this.cle = null;
  }

  // "vide", "fermee", or "expiree" after erasing what was there.
  async etat(maintenant = Date.now()) {
    const meta = await lire(this.nom, "meta");
    if (!meta) return "vide";
    if (maintenant >= meta.expire_le || maintenant < meta.vu_le - RECUL_TOLERE) {
      await this.effacer();
      return "expiree";
    }
    await ecrire(this.nom, { meta: { ...meta, vu_le: Math.max(meta.vu_le, maintenant) } });
    return "fermee";
  }

  async emporter(fiche, code) {
    await this.effacer();
    const sel = crypto.getRandomValues(new Uint8Array(16));
    this.cle = await cleDuCode(code, sel);
    const meta = { sel, expire_le: fiche.expire_le, titulaire: fiche.titulaire, essais: 0, vu_le: Date.now() };
    await ecrire(this.nom, { meta, appareil: await nouvelleCle() });
    await this.garder(fiche);
  }

  // Writes the sheet again, changed, under the key of the code that opened it.
  async garder(fiche) {
    const appareil = await lire(this.nom, "appareil");
    if (!appareil || !this.cle) return;
    const dedans = await chiffrer(this.cle, enOctets(fiche));
    const paquet = await chiffrer(appareil, enOctets({ iv: [...dedans.iv], contenu: [...new Uint8Array(dedans.contenu)] }));
    await ecrire(this.nom, { paquet });
  }

  async ouvrir(code) {
    const [meta, appareil, paquet] = [await lire(this.nom, "meta"), await lire(this.nom, "appareil"), await lire(this.nom, "paquet")];
    if (!meta || !appareil || !paquet) throw new FicheEffacee();
    const dedans = enObjet(await dechiffrer(appareil, paquet));
    const cle = await cleDuCode(code, meta.sel);
    try {
      const clair = await dechiffrer(cle, { iv: new Uint8Array(dedans.iv), contenu: new Uint8Array(dedans.contenu) });
      await ecrire(this.nom, { meta: { ...meta, essais: 0 } });
      this.cle = cle;
      return enObjet(clair);
    } catch {
      return this.#compterUnEssai(meta);
    }
  }

  async #compterUnEssai(meta) {
    const essais = meta.essais + 1;
    if (essais >= ESSAIS_MAX) {
      await this.effacer();
      throw new FicheEffacee();
    }
    await ecrire(this.nom, { meta: { ...meta, essais } });
    throw new CodeFaux(ESSAIS_MAX - essais);
  }

  verrouiller() {
    this.cle = null;
  }

  async effacer() {
    this.cle = null;
    await supprimerBase(this.nom);
  }

  async titulaire() {
    return (await lire(this.nom, "meta"))?.titulaire;
  }
}
