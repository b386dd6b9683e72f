"""Rights of the addresses of this context, and the check that every writing makes before it starts."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.droits import OUVERT, Droit

SECTION, RESULTATS = "enquetes", "enquetes_resultats"
E = Acces.ECRITURE

LECTURES = "liste exporter_liste enquete apercu exporter_questionnaire version modeles modele vague invitations exporter_invitations"
ECRITURES = (
    "nouvelle construire bouger editer_section editer_question geste importer nouvelle_vague geste_vague inviter prendre_contacts "
    "retirer_invitation retirer_texte"
)
LUS_PAR_LE_RESEAU = "resultats exporter_resultats comparer partagees exporter_partagees"
DROITS_URLS: dict[str, Droit] = {
    **{f"enquetes:{nom}": OUVERT for nom in ("repondre", "merci")},
    **{f"enquetes:{nom}": Droit(SECTION) for nom in LECTURES.split()},
    **{f"enquetes:{nom}": Droit(SECTION, acces=E) for nom in ECRITURES.split()},
    **{f"enquetes:{nom}": Droit(RESULTATS) for nom in LUS_PAR_LE_RESEAU.split()},
}


def exiger(acteur: Acteur) -> None:
    """Raise PermissionDenied unless the acting person may build and send surveys."""
    if not acteur.peut(SECTION, E):
        raise PermissionDenied("Votre rôle ne permet pas de préparer une enquête.")
