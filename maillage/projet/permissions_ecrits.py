"""Rights of the addresses of the transmissions, documents and templates."""

from __future__ import annotations

from maillage.socle.acteur import Acces
from maillage.socle.droits import Droit

LIRE = Droit("ecrits")
ECRIRE = Droit("ecrits", acces=Acces.ECRITURE)
LIRE_MODELES = Droit("modeles_ecrits")
ECRIRE_MODELES = Droit("modeles_ecrits", acces=Acces.ECRITURE)
LIRE_CONSERVATION = Droit("conservation")
ECRIRE_CONSERVATION = Droit("conservation", acces=Acces.ECRITURE)

DROITS_ECRITS: dict[str, Droit] = {
    "projet:transmissions": LIRE,
    "projet:ecrire_transmission": ECRIRE,
    "projet:tout_lu": ECRIRE,
    "projet:exporter_transmissions": LIRE,
    "projet:phrases": LIRE_MODELES,
    "projet:reprendre_phrases": ECRIRE_MODELES,
    "projet:modifier_phrase": ECRIRE_MODELES,
    "projet:retirer_phrase": ECRIRE_MODELES,
    "projet:retablir_phrase": ECRIRE_MODELES,
    "projet:transmission": LIRE,
    "projet:corriger_transmission": ECRIRE,
    "projet:retirer_transmission": ECRIRE,
    "projet:retablir_transmission": ECRIRE,
    "projet:lue": ECRIRE,
    "projet:non_lue": ECRIRE,
    "projet:transmissions_du_jeune": LIRE,
    "projet:transmissions_resume": LIRE,
    "projet:documents_du_jeune": LIRE,
    "projet:documents_resume": LIRE,
    "projet:deposer_document": ECRIRE,
    "projet:exporter_documents": LIRE,
    "projet:choisir_modele": ECRIRE,
    "projet:generer_document": ECRIRE,
    "projet:document": LIRE,
    "projet:fichier_document": LIRE,
    "projet:version_document": ECRIRE,
    "projet:classer_document": ECRIRE,
    "projet:retirer_document": ECRIRE,
    "projet:retablir_document": ECRIRE,
    "projet:conservation": LIRE_CONSERVATION,
    "projet:decider_destruction": ECRIRE_CONSERVATION,
    "projet:annuler_destruction": ECRIRE_CONSERVATION,
    "projet:exporter_certificats": LIRE_CONSERVATION,
    "projet:modeles": LIRE_MODELES,
    "projet:champs_de_modele": LIRE_MODELES,
    "projet:deposer_modele": ECRIRE_MODELES,
    "projet:installer_modeles": ECRIRE_MODELES,
    "projet:modele": LIRE_MODELES,
    "projet:exemple_modele": LIRE_MODELES,
    "projet:fichier_modele": LIRE_MODELES,
    "projet:version_modele": ECRIRE_MODELES,
    "projet:renommer_modele": ECRIRE_MODELES,
    "projet:retirer_modele": ECRIRE_MODELES,
    "projet:retablir_modele": ECRIRE_MODELES,
}
