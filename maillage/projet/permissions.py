"""Rights of the addresses of this context."""

from __future__ import annotations

from maillage.projet.permissions_ecrits import DROITS_ECRITS
from maillage.socle.acteur import Acces
from maillage.socle.droits import Droit

LIRE = Droit("projet")
ECRIRE = Droit("projet", acces=Acces.ECRITURE)
LUS = (
    "projets",
    "exporter",
    "jeune",
    "resume",
    "voie_ruban",
    "comparer",
    "projet",
    "texte",
    "facile",
    "pdf",
    "facile_pdf",
    "objectif",
    "ecocarte",
    "ecocarte_resume",
    "ecocarte_comparer",
)
ECRITS = (
    "commencer",
    "parole",
    "cadre",
    "besoins",
    "proposer",
    "evaluer",
    "commenter",
    "passer",
    "repondre",
    "ajouter_objectif",
    "modifier_objectif",
    "retirer_objectif",
    "remettre_objectif",
    "noter_statut",
    "ajouter_action",
    "modifier_action",
    "lier_action",
    "retirer_action",
    "remettre_action",
    "ecocarte_ajouter",
    "ecocarte_corriger",
    "ecocarte_deplacer",
    "ecocarte_partir",
    "ecocarte_revenir",
    "ecocarte_effacer",
    "ecocarte_remettre",
    "ecocarte_nouer",
    "ecocarte_changer_lien",
    "ecocarte_finir_lien",
)

DROITS_URLS: dict[str, Droit] = {
    **DROITS_ECRITS,
    **{f"projet:{nom}": LIRE for nom in LUS},
    **{f"projet:{nom}": ECRIRE for nom in ECRITS},
    "projet:prestations": Droit("prestations"),
    "projet:poser_prestation": Droit("prestations", acces=Acces.ECRITURE),
    "projet:retirer_prestation": Droit("prestations", acces=Acces.ECRITURE),
    "projet:remettre_prestation": Droit("prestations", acces=Acces.ECRITURE),
}
