"""The work list, and the yearly statements of days at home, as tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.liaison.referentiels import domicile
from maillage.liaison.selectors import LigneFiche
from maillage.liaison.selectors.domicile import ReleveAnnuel
from maillage.socle.tableur import Feuille

COLONNES = (
    "Fiche",
    "Nom",
    "Prénom",
    "Porte sur",
    "État",
    "Ce qui change",
    "Date d'effet",
    "Émission",
    "Signature",
    "Fin du délai",
    "Suite",
)


def feuille_des_fiches(lignes: Iterable[LigneFiche]) -> Feuille:
    """Return one row per sheet."""
    return Feuille(
        "Fiches de liaison",
        COLONNES,
        [
            (
                ligne.fiche.identifiant,
                ligne.fiche.jeune.nom,
                ligne.fiche.jeune.prenom,
                ligne.fiche.get_nature_display(),
                ligne.libelle_etat,
                ligne.change,
                ligne.fiche.effet,
                ligne.fiche.emission,
                ligne.fiche.signature,
                ligne.fiche.fin_delai,
                ligne.suite,
            )
            for ligne in lignes
        ],
    )


COLONNES_DOMICILE = (
    "Nom",
    "Prénom",
    "Année",
    "Arrêté au",
    "Nuits au dispositif",
    "Nuits à la maison",
    "Jours entiers à la maison",
    "Jours partagés",
    "Nuits à confirmer",
    "Mois sans agenda",
)


def feuille_domicile(releves: Iterable[ReleveAnnuel]) -> Feuille:
    """Return one row per young person, with the definition and the reserve."""
    return Feuille(
        "Jours à la maison",
        COLONNES_DOMICILE,
        [
            (
                un.jeune.nom,
                un.jeune.prenom,
                un.annee,
                un.arrete,
                *_comptes(un),
                un.total.a_confirmer,
                len(un.muets),
            )
            for un in releves
        ],
        notes=(domicile().definition, domicile().reserve, domicile().source),
    )


def _comptes(releve: ReleveAnnuel) -> tuple[int | None, ...]:
    """The four figures, empty when the agenda says nothing: no figure is better than a wrong one."""
    total = releve.total
    if releve.sans_agenda:
        return (None,) * 4
    return (total.nuits_accueil, total.nuits_domicile, total.entiers, total.partages)
