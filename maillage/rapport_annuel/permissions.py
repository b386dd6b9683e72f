"""Rights of the addresses of this context, and the check that every writing makes before it starts."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.droits import Droit

SECTION = "rapport_annuel"
LUS = ("liste", "rapport", "fichier", "annexe", "exporter_annexe")
ECRITS = ("ouvrir", "rubrique", "arreter", "rouvrir")

DROITS_URLS: dict[str, Droit] = {
    **{f"rapport_annuel:{nom}": Droit(SECTION) for nom in LUS},
    **{f"rapport_annuel:{nom}": Droit(SECTION, acces=Acces.ECRITURE) for nom in ECRITS},
}


def exiger(acteur: Acteur, dispositif_id: int) -> None:
    """Raise PermissionDenied unless the acting person may write the report of that dispositif."""
    if not acteur.peut(SECTION, Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas d'écrire le rapport d'activité de ce dispositif.")
