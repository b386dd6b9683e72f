"""Rights of the addresses of this context, and the check that every writing makes before it starts."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.droits import Droit

CARTES = "cartes"
SECTEURS = "secteurs"
ECRIRE_SECTEURS = Droit(SECTEURS, Acces.ECRITURE)

DROITS_URLS: dict[str, Droit] = {
    **{
        f"cartographie:{nom}": Droit(CARTES)
        for nom in (
            "offre",
            "offre_donnees",
            "offre_export",
            "etudes",
            "etude",
            "etude_donnees",
            "etude_export",
            "repondre",
            "repondre_export",
        )
    },
    "cartographie:secteurs": Droit(SECTEURS),
    "cartographie:secteurs_export": Droit(SECTEURS),
    "cartographie:nouveau_secteur": ECRIRE_SECTEURS,
    "cartographie:proposer_secteurs": ECRIRE_SECTEURS,
    "cartographie:fermer_secteur": ECRIRE_SECTEURS,
    "cartographie:rouvrir_secteur": ECRIRE_SECTEURS,
    "cartographie:relancer": Droit(CARTES, Acces.ECRITURE),
}


def exiger(acteur: Acteur, section: str, dispositif_id: int | None = None) -> None:
    """Raise PermissionDenied unless the acting person may write in `section`, there if a dispositif is given."""
    if not acteur.peut(section, Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas d'écrire cela sur les cartes.")
