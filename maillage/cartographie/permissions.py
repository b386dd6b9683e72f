"""Rights of the addresses of this context, and the check that every writing makes before it starts."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.droits import Droit

CARTES = "cartes"
SECTEURS = "secteurs"
TOURNEES = "tournees"
ANTENNES = "antennes"
DISTANCES = "distances"
ECRIRE_SECTEURS = Droit(SECTEURS, Acces.ECRITURE)
ECRIRE_TOURNEES = Droit(TOURNEES, Acces.ECRITURE)
ECRIRE_ANTENNES = Droit(ANTENNES, Acces.ECRITURE)

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
    **{
        f"cartographie:{nom}": Droit(TOURNEES)
        for nom in (
            "choisir_tournees",
            "tournees",
            "plan",
            "plan_donnees",
            "plan_export",
            "plan_probleme",
            "feuille",
            "feuille_fichier",
            "besoins",
            "besoins_export",
        )
    },
    **{
        f"cartographie:{nom}": ECRIRE_TOURNEES
        for nom in (
            "planifier",
            "planifier_semaine",
            "plan_retirer",
            "plan_refaire",
            "plan_comparer",
            "plan_facture",
            "besoin",
            "reglages_transport",
        )
    },
    **{
        f"cartographie:{nom}": Droit(ANTENNES)
        for nom in ("antennes", "comparer_antennes", "antenne", "antenne_donnees", "antenne_export")
    },
    **{
        f"cartographie:{nom}": ECRIRE_ANTENNES
        for nom in ("nouvelle_antenne", "antenne_refaire", "antenne_retirer", "antenne_reprendre")
    },
    **{f"cartographie:{nom}": Droit(DISTANCES) for nom in ("choisir_distances", "distances", "distances_export")},
    "cartographie:distances_jeune": Droit("agenda"),
    "cartographie:carte_secteurs": Droit(SECTEURS),
}


def exiger(acteur: Acteur, section: str, dispositif_id: int | None = None) -> None:
    """Raise PermissionDenied unless the acting person may write in `section`, there if a dispositif is given."""
    if not acteur.peut(section, Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas d'écrire cela sur les cartes.")
