"""A rider alone in an empty vehicle: which rules stop him, in the order of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from maillage.cartographie.tournees.domain.cadre import INFINI, Cadre, Modele
from maillage.cartographie.tournees.domain.trajet import evaluer


class Regle(StrEnum):
    """What may stop a rider; the first five, in this order, stop him alone."""

    INATTEIGNABLE = "INATTEIGNABLE"
    FAUTEUIL = "FAUTEUIL"
    PLACES = "PLACES"
    DUREE = "DUREE"
    FENETRE = "FENETRE"
    PAS_AVEC = "PAS_AVEC"


ORDRE = (Regle.INATTEIGNABLE, Regle.FAUTEUIL, Regle.PLACES, Regle.DUREE, Regle.FENETRE)


def manque(cadre: Cadre, modele: Modele, masque: int) -> tuple[int, int]:
    """(places, places_fauteuil) that these riders would need and the vehicle has not."""
    places, fauteuils = cadre.charge(masque)
    return max(0, places - modele.places), max(0, fauteuils - modele.places_fauteuil)


def duree_directe(cadre: Cadre, rang: int) -> int | None:
    """Seconds on board without any other stop, his service included; None when there is no way."""
    escale = cadre.simples[rang]
    ecart = cadre.ecart(cadre.base, escale)
    return None if ecart is None else -(-(ecart * cadre.commun.pas + escale.apres) // cadre.commun.pas)


def obstacles(cadre: Cadre, rang: int, modele: Modele) -> frozenset[Regle]:
    """Every rule that stops this rider alone in an empty vehicle of this model."""
    escale = cadre.simples[rang]
    trouves = set()
    places, fauteuils = manque(cadre, modele, escale.masque)
    if fauteuils:
        trouves.add(Regle.FAUTEUIL)
    if places:
        trouves.add(Regle.PLACES)
    ecart = cadre.ecart(cadre.base, escale)
    if ecart is None or modele.jambe_s is None or modele.sortie_pas[escale.point] is None:
        return frozenset({*trouves, Regle.INATTEIGNABLE})
    if ecart > escale.plafond:
        trouves.add(Regle.DUREE)
        escale = replace(escale, plafond=INFINI)
    if evaluer(cadre, (escale,), modele) is None:
        trouves.add(Regle.FENETRE)
    return frozenset(trouves)


def regle_de_seul(arrets: Sequence[frozenset[Regle]]) -> Regle | None:
    """From the obstacles of each vehicle: None when one of them could serve; else the first rule that stops them all, or,
    when no single one does, the first by which all of them are stopped."""
    if not all(arrets):
        return None
    commune = next((regle for regle in ORDRE if all(regle in trouves for trouves in arrets)), None)
    if commune is not None:
        return commune
    return max((next(regle for regle in ORDRE if regle in trouves) for trouves in arrets), key=ORDRE.index)
