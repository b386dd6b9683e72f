"""Rights of the addresses of this context, and the check that every writing makes before it starts."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.droits import Droit

SECTION, DIALOGUE, SIGNATURE = "cpom", "cpom_dialogue", "cpom_signature"
LUS = ("fiches", "exporter_fiches", "indicateurs", "exporter_indicateurs", "fiche", "document", "indicateur", "preuve")
ECRITS = (
    "nouveau_contrat",
    "nouvelle_fiche",
    "modifier_fiche",
    "nouvelle_action",
    "modifier_action",
    "nouvel_indicateur",
    "modifier_indicateur",
    "nouvelle_formule",
    "bilan",
    "retirer_preuve",
)

DROITS_URLS: dict[str, Droit] = {
    **{f"cpom:{nom}": Droit(SECTION) for nom in LUS},
    **{f"cpom:{nom}": Droit(SECTION, acces=Acces.ECRITURE) for nom in ECRITS},
    "cpom:ecrire": Droit(DIALOGUE, acces=Acces.ECRITURE),
    "cpom:rencontre": Droit(DIALOGUE, acces=Acces.ECRITURE),
    "cpom:signer": Droit(SIGNATURE, acces=Acces.ECRITURE),
}


def exiger(acteur: Acteur, dispositif_id: int, section: str = SECTION) -> None:
    """Raise PermissionDenied unless the acting person may write that section in that dispositif."""
    if not acteur.peut(section, Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas cet acte dans le CPOM de ce dispositif.")
