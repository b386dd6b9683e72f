"""Rights of the addresses of this context, and the check that every writing makes before it starts."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.droits import OUVERT, Droit

ANNUAIRE, BILAN, JOURNAL, ANIMATION = "annuaire", "bilan_reseau", "journal_mission", "animation"
PUBLICS = (
    "accueil",
    "page",
    "evenements",
    "ressources",
    "bilan_publie",
    "document_publie",
    "flux",
    "evenements_ics",
    "plan_du_site",
    "repondre",
)
ANNUAIRE_LUS = ("annuaire", "exporter_annuaire", "offre")
ANNUAIRE_ECRITS = (
    "proposer",
    "mes_offres",
    "modifier_offre",
    "retirer_offre",
    "coordonnees",
    "demander",
    "mes_questions",
    "repondre_question",
)
BILAN_LUS = ("bilans", "bilan", "document")
BILAN_ECRITS = (
    "nouveau_bilan",
    "regler_bilan",
    "nouvelle_section",
    "section",
    "deplacer_section",
    "reprendre_chiffres",
    "arreter",
    "publier",
    "supprimer_bilan",
)
ANIMATION_ECRITS = (
    "lettres",
    "nouvelle_lettre",
    "lettre",
    "modifier_lettre",
    "supprimer_lettre",
    "envoyer_lettre",
    "noter_retour",
    "site",
    "editer_page",
)

DROITS_URLS: dict[str, Droit] = {
    **{f"reseau:{nom}": OUVERT for nom in PUBLICS},
    **{f"reseau:{nom}": Droit(ANNUAIRE) for nom in ANNUAIRE_LUS},
    **{f"reseau:{nom}": Droit(ANNUAIRE, acces=Acces.ECRITURE) for nom in ANNUAIRE_ECRITS},
    **{f"reseau:{nom}": Droit(BILAN) for nom in BILAN_LUS},
    **{f"reseau:{nom}": Droit(BILAN, acces=Acces.ECRITURE) for nom in BILAN_ECRITS},
    **{f"reseau:{nom}": Droit(JOURNAL) for nom in ("journal", "exporter_journal", "contacts")},
    **{f"reseau:{nom}": Droit(JOURNAL, acces=Acces.ECRITURE) for nom in ("noter_contact", "retirer_contact")},
    **{f"reseau:{nom}": Droit(ANIMATION, acces=Acces.ECRITURE) for nom in ANIMATION_ECRITS},
}


def exiger(acteur: Acteur, section: str, dispositif_id: int | None = None) -> None:
    """Raise PermissionDenied unless the acting person may write that section, there if a dispositif is given."""
    if not acteur.peut(section, Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas cet acte dans la vie du réseau.")
