"""The lists of this context as tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.socle.tableur import Feuille
from maillage.soutien.models import DemandeSoutien, Recommandation, SituationAnalysee, VisiteSoutien
from maillage.soutien.selectors.chiffres import ChiffresSoutien
from maillage.soutien.selectors.historique import Historique, LigneHistorique

ESTIMATION = "Un kilométrage « estimation » est calculé entre deux communes, à vol d'oiseau puis avec un détour de route : il n'a pas été relevé."


def feuille_demandes(lignes: Iterable[DemandeSoutien]) -> Feuille:
    """The requests of the list."""
    colonnes = ("Identifiant", "Reçue le", "Dispositif", "Établissement", "Objet", "Demandeur", "Action", "État")
    return Feuille(
        "Demandes",
        (*colonnes, "En charge", "Qualifiée le", "Close le"),
        [
            (
                demande.identifiant,
                demande.recue_le,
                demande.dispositif.nom,
                demande.etablissement.nom if demande.etablissement else "",
                demande.objet,
                demande.demandeur,
                demande.libelle_genre,
                demande.libelle_etat,
                demande.charge_nom,
                demande.qualifiee_le,
                demande.close_le,
            )
            for demande in lignes
        ],
    )


def feuille_recommandations(lignes: Iterable[Recommandation]) -> Feuille:
    """The recommendations of the list."""
    return Feuille(
        "Recommandations",
        ("Identifiant", "Proposée le", "Dispositif", "Demande", "Recommandation", "Pour le", "État", "Motif"),
        [
            (
                ligne.identifiant,
                ligne.proposee_le,
                ligne.demande.dispositif.nom,
                ligne.demande.objet,
                ligne.texte,
                ligne.echeance,
                ligne.libelle_etat,
                ligne.motif,
            )
            for ligne in lignes
        ],
    )


def feuille_visites(lignes: Iterable[VisiteSoutien]) -> Feuille:
    """The visits of the list."""
    colonnes = ("Identifiant", "Jour", "Dispositif", "Action", "État", "Minutes", "À distance", "Lieu", "Commune")
    return Feuille(
        "Visites",
        (*colonnes, "Kilomètres", "Source des kilomètres", "Professionnels rencontrés", "Intervenants"),
        [
            (
                visite.identifiant,
                visite.le,
                visite.dispositif.nom,
                visite.libelle_genre,
                visite.libelle_etat,
                visite.duree_minutes,
                "oui" if visite.a_distance else "non",
                visite.lieu,
                str(visite.commune or ""),
                visite.km,
                visite.libelle_km,
                visite.participants,
                ", ".join(intervenant.nom for intervenant in visite.intervenants.all()),
            )
            for visite in lignes
        ],
        (ESTIMATION,),
    )


def feuille_situations(lignes: Iterable[SituationAnalysee]) -> Feuille:
    """The situations of the list."""
    return Feuille(
        "Situations",
        ("Identifiant", "Analysée le", "Dispositif", "Titre", "Contexte", "Questions", "Pistes", "Participants"),
        [
            (s.identifiant, s.le, s.dispositif.nom, s.titre, s.contexte, s.questions, s.pistes, s.participants)
            for s in lignes
        ],
    )


def feuille_historiques(lignes: Iterable[LigneHistorique]) -> Feuille:
    """One row for each dispositif."""
    return Feuille(
        "Dispositifs",
        (
            "Code",
            "Dispositif",
            "Département",
            "Demandes",
            "Ouvertes",
            "Visites",
            "Kilomètres",
            "Recommandations ouvertes",
            "Dernier fait",
        ),
        [
            (
                ligne.code,
                ligne.nom,
                ligne.departement,
                ligne.demandes,
                ligne.ouvertes,
                ligne.visites,
                ligne.km,
                ligne.recommandations,
                ligne.dernier,
            )
            for ligne in lignes
        ],
        (ESTIMATION,),
    )


def feuille_historique(historique: Historique) -> Feuille:
    """The facts of one dispositif."""
    return Feuille(
        "Historique",
        ("Jour", "Fait", "En quelques mots"),
        [(fait.le, fait.nature, fait.libelle) for fait in historique.faits],
    )


def feuille_chiffres(chiffres: ChiffresSoutien) -> Feuille:
    """The figures of a period by département."""
    return Feuille(
        "Par département",
        ("Département", "Demandes", "Dispositifs", "Visites", "Kilomètres"),
        [(d.departement, d.demandes, d.dispositifs, d.visites, d.km) for d in chiffres.departements],
        (ESTIMATION,),
    )
