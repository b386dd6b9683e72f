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
CALQUES = "calques"
ECRIRE_SECTEURS = Droit(SECTEURS, Acces.ECRITURE)
ECRIRE_TOURNEES = Droit(TOURNEES, Acces.ECRITURE)
ECRIRE_ANTENNES = Droit(ANTENNES, Acces.ECRITURE)
ECRIRE_CALQUES = Droit(CALQUES, Acces.ECRITURE)

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
            "ecoles",
            "ecoles_export",
            "ecole",
        )
    },
    "cartographie:ecole_position": Droit("territoire", Acces.ECRITURE),
    "cartographie:secteurs": Droit(SECTEURS),
    **{
        f"cartographie:{nom}": Droit(SECTEURS)
        for nom in ("interlocuteurs", "interlocuteurs_export", "minimiser", "minimiser_export")
    },
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
            "plan_familles",
            "plan_familles_export",
            "feuilles",
            "feuille",
            "feuille_fichier",
            "besoins",
            "besoins_export",
            "plans",
            "plans_export",
            "plans_comparer",
            "plans_comparer_export",
            "semaine_type",
            "factures",
            "factures_export",
            "facture",
            "facture_export",
        )
    },
    **{
        f"cartographie:{nom}": ECRIRE_TOURNEES
        for nom in (
            "planifier",
            "planifier_semaine",
            "plan_retirer",
            "plan_ajuster",
            "plan_arreter",
            "plan_prevenir",
            "plan_refaire",
            "plan_comparer",
            "plan_facture",
            "plan_retenir",
            "plan_saisir",
            "planifier_type",
            "nouvelle_facture",
            "facture_modifier",
            "facture_retirer",
            "facture_reprendre",
            "besoin",
            "reglages_transport",
        )
    },
    **{
        f"cartographie:{nom}": Droit(ANTENNES)
        for nom in (
            "antennes",
            "antennes_export",
            "comparer_antennes",
            "comparer_antennes_export",
            "antenne",
            "antenne_donnees",
            "antenne_export",
        )
    },
    **{
        f"cartographie:{nom}": ECRIRE_ANTENNES
        for nom in ("nouvelle_antenne", "antenne_refaire", "antenne_arreter", "antenne_retirer", "antenne_reprendre")
    },
    **{f"cartographie:{nom}": Droit(DISTANCES) for nom in ("choisir_distances", "distances", "distances_export")},
    "cartographie:distances_jeune": Droit("agenda"),
    "cartographie:distances_jeune_export": Droit("agenda"),
    "cartographie:carte_secteurs": Droit(SECTEURS),
    **{
        f"cartographie:{nom}": Droit(CALQUES)
        for nom in ("calques", "calques_export", "calque", "calque_donnees", "calque_export")
    },
    **{
        f"cartographie:{nom}": ECRIRE_CALQUES
        for nom in ("nouveau_calque", "calque_modifier", "calque_deposer", "calque_enregistrer", "calque_geste")
    },
}


def exiger(acteur: Acteur, section: str, dispositif_id: int | None = None) -> None:
    """Raise PermissionDenied unless the acting person may write in `section`, there if a dispositif is given."""
    if not acteur.peut(section, Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas d'écrire cela sur les cartes.")
