"""Rights of the addresses of this context, and the check that every writing makes before it starts."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.droits import OUVERT, Droit

SECTION = "appui"
LIRE = Droit(SECTION)
ECRIRE = Droit(SECTION, acces=Acces.ECRITURE)

DROITS_URLS: dict[str, Droit] = {
    "appui_ressource:demander": OUVERT,
    "appui_ressource:merci": OUVERT,
    "appui_ressource:suivi": OUVERT,
    "appui_ressource:evaluer": OUVERT,
    "appui_ressource:piece_suivie": OUVERT,
    "appui_ressource:territoires": Droit("appui_territoires"),
    **{
        f"appui:{nom}": LIRE
        for nom in (
            "demandes",
            "exporter_demandes",
            "demande",
            "piece",
            "actions",
            "exporter_actions",
            "action",
            "ecoles",
            "exporter_ecoles",
        )
    },
    **{
        f"appui:{nom}": ECRIRE for nom in ("geste", "choisir_type", "nouvelle_action", "compte_rendu", "retirer_action")
    },
}


def exiger(acteur: Acteur, dispositif_id: int) -> None:
    """Raise PermissionDenied unless the acting person may write appui-ressource in that dispositif."""
    if not acteur.peut(SECTION, Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas d'écrire l'appui-ressource de ce dispositif.")
