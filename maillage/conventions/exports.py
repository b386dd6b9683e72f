"""The lists of this context as tables for spreadsheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from maillage.conventions import referentiels
from maillage.conventions.documents.region import RESERVES, modalites_en_mots
from maillage.conventions.domain.etats import LIANTS
from maillage.conventions.models import AccordBilateral, ActionFeuille, ConventionCadre, DecisionInstance, Seance
from maillage.conventions.selectors.cadres import LigneDatee
from maillage.conventions.selectors.region import LigneDepartement
from maillage.socle.tableur import Feuille


def _oui(valeur: bool) -> str:
    return "oui" if valeur else "non"


def feuille_region(lignes: Iterable[LigneDepartement], *, le: dt.date) -> Feuille:
    """The state of each département on a day."""
    libelles = referentiels.acteurs()
    colonnes = ("Code", "Département", "État", "Convention", "Signée le", "Début", "Fin", "Signataires")
    suite = (
        "Signataires attendus manquants",
        "Modalités apportées",
        "Dernière réunion",
        "Réunion due le",
        "Suivi en retard",
    )
    return Feuille(
        f"Conventions {le.isoformat()}",
        (*colonnes, *suite),
        [
            (
                ligne.code,
                ligne.nom,
                ligne.libelle_etat,
                ligne.convention.titre if ligne.convention else "",
                ligne.convention.signee_le if ligne.convention else None,
                ligne.convention.debut if ligne.convention else None,
                ligne.fin,
                ", ".join(signataire.nom for signataire in ligne.signataires),
                ", ".join(libelles[code] for code in ligne.manquants),
                modalites_en_mots(ligne.modalites),
                ligne.derniere_reunion,
                ligne.suivi_avant,
                _oui(ligne.suivi_en_retard) if ligne.etat in LIANTS else "",
            )
            for ligne in lignes
        ],
        RESERVES,
    )


def feuille_calendrier(lignes: Iterable[LigneDepartement]) -> Feuille:
    """The planned roll-out of each département."""
    return Feuille(
        "Déploiement",
        (
            "Code",
            "Département",
            "État aujourd'hui",
            "Préparation à partir du",
            "Signature prévue le",
            "Source",
            "À savoir",
        ),
        [
            (ligne.code, ligne.nom, ligne.libelle_etat, e.debut, e.fin, e.source, e.commentaire)
            if (e := ligne.deploiement)
            else (ligne.code, ligne.nom, ligne.libelle_etat, None, None, "", "")
            for ligne in lignes
        ],
    )


def feuille_conventions(lignes: Iterable[LigneDatee[ConventionCadre]]) -> Feuille:
    """The conventions cadres of the list."""
    return Feuille(
        "Conventions cadres",
        ("Identifiant", "Département", "Titre", "État", "Signée le", "Début", "Fin", "Signataires"),
        [
            (
                ligne.objet.identifiant,
                ligne.objet.departement,
                ligne.objet.titre,
                ligne.libelle_etat,
                ligne.objet.signee_le,
                ligne.objet.debut,
                ligne.fin,
                ", ".join(signataire.nom for signataire in ligne.objet.signataires.all()),
            )
            for ligne in lignes
        ],
    )


def feuille_accords(lignes: Iterable[LigneDatee[AccordBilateral]]) -> Feuille:
    """The agreements of the list."""
    return Feuille(
        "Accords bilatéraux",
        (
            "Identifiant",
            "Dispositif",
            "Partenaire",
            "Avec qui",
            "Titre",
            "État",
            "Signé le",
            "Début",
            "Fin",
            "Modalités",
        ),
        [
            (
                ligne.objet.identifiant,
                ligne.objet.dispositif.nom,
                ligne.objet.partenaire,
                ligne.objet.libelle_acteur,
                ligne.objet.titre,
                ligne.libelle_etat,
                ligne.objet.signee_le,
                ligne.objet.debut,
                ligne.fin,
                ligne.objet.modalites_en_mots,
            )
            for ligne in lignes
        ],
    )


def feuille_seances(seances: Iterable[Seance]) -> Feuille:
    """The sessions of the list."""
    return Feuille(
        "Séances",
        ("Identifiant", "Jour", "Département", "Instance", "Lieu", "État", "Présents", "Décisions", "À faire"),
        [
            (
                seance.identifiant,
                seance.le,
                seance.departement,
                seance.sigle,
                seance.lieu,
                seance.libelle_etat,
                *_comptes(seance),
            )
            for seance in seances
        ],
    )


def _comptes(seance: Seance) -> Sequence[int]:
    return [getattr(seance, nom, 0) for nom in ("n_presents", "n_decisions", "n_ouvertes")]


def feuille_decisions(decisions: Iterable[DecisionInstance]) -> Feuille:
    """The decisions of the list."""
    return Feuille(
        "Décisions",
        (
            "Identifiant",
            "Décision",
            "Qui s'en charge",
            "Pour le",
            "État",
            "Close le",
            "Instance",
            "Séance du",
            "Département",
        ),
        [
            (
                decision.identifiant,
                decision.texte,
                decision.porteur,
                decision.echeance,
                decision.libelle_etat,
                decision.close_le,
                decision.seance.sigle,
                decision.seance.le,
                decision.seance.departement,
            )
            for decision in decisions
        ],
    )


def feuille_de_route(actions: Iterable[ActionFeuille], *, departement: str, annee: int) -> Feuille:
    """The actions of a département and a year."""
    return Feuille(
        f"Feuille de route {departement} {annee}",
        ("Axe", "Action", "Pilote", "Avec qui", "Pour le", "État"),
        [(a.axe, a.libelle, a.pilote, a.partenaires, a.echeance, a.libelle_etat) for a in actions],
    )
