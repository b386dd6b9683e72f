"""Timetable of one round, in closed form: what a sequence of stops costs, and at what hours.

Outwards, a stop is served at max(hour at the établissement + `duree`, `attente`): `duree` sums the delays, `attente` is the
hour that the windows impose. The hour at the établissement then stands in [`bas`, `haut`], and the latest of them makes the
shortest round. A suffix of stops composes in constant time, which makes an insertion cheap to test.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from maillage.cartographie.tournees.domain.cadre import INFINI, Cadre, Escale, Modele


class Etat(NamedTuple):
    """After the last stop so far. `km` in whole numbers of the frame."""

    duree: int
    attente: int
    bas: int
    haut: int
    km: int


class Suite(NamedTuple):
    """What follows a stop, itself included: `duree` to the last one, `attente` at the last one, and the bounds that the
    state at this stop must respect."""

    duree: int
    attente: int
    attente_max: int
    duree_max: int
    bas: int
    km: int


def depart(cadre: Cadre) -> Etat:
    """At the établissement."""
    return Etat(0, -INFINI, *cadre.arrivee, 0)


def prolonger(cadre: Cadre, etat: Etat, de: Escale, vers: Escale) -> Etat | None:
    """State after one more stop; None when a rule forbids it."""
    ecart = cadre.ecart(de, vers)
    if ecart is None:
        return None
    duree = etat.duree + ecart
    attente = max(etat.attente + ecart, vers.tot)
    if duree > vers.plafond or attente > vers.tard:
        return None
    bas, haut = max(etat.bas, attente - vers.plafond), min(etat.haut, vers.tard - duree)
    if bas > haut:
        return None
    return Etat(duree, attente, bas, haut, etat.km + (cadre.distances[de.point][vers.point] or 0))


def remonter(cadre: Cadre, de: Escale, vers: Escale | None, suite: Suite | None) -> Suite:
    """The suffix that begins at `de`, from the one that begins at `vers` (None: `de` is the last)."""
    if vers is None or suite is None:
        return Suite(0, de.tot, de.tard, de.plafond, de.tot - de.plafond, 0)
    ecart = cadre.ecart(de, vers) or 0
    duree, duree_max = suite.duree + ecart, min(de.plafond, suite.duree_max - ecart)
    return Suite(
        duree=duree,
        attente=max(de.tot + duree, suite.attente),
        attente_max=min(de.tard, suite.attente_max - ecart),
        duree_max=duree_max,
        bas=max(de.tot - duree_max, suite.bas),
        km=suite.km + (cadre.distances[de.point][vers.point] or 0),
    )


def joindre(etat: Etat, suite: Suite) -> Etat | None:
    """State after the whole suffix, from the state at its first stop."""
    if etat.attente > suite.attente_max or etat.duree > suite.duree_max:
        return None
    bas = max(etat.bas, etat.attente - suite.duree_max, suite.bas)
    haut = min(etat.haut, suite.attente_max - etat.duree)
    if bas > haut:
        return None
    attente = max(etat.attente + suite.duree, suite.attente)
    return Etat(etat.duree + suite.duree, attente, bas, haut, etat.km + suite.km)


def fermer(cadre: Cadre, etat: Etat, derniere: Escale, modele: Modele) -> tuple[int, int, int, int] | None:
    """(earliest, latest hour at the établissement in the frame, shortest seconds from it to the end, last leg) or None."""
    sortie = modele.sortie_pas[derniere.point]
    if sortie is None or modele.jambe_s is None:
        return None
    debut, fin = cadre.limites
    jambe = -(-(derniere.apres + sortie) // cadre.commun.pas)
    bas, haut = max(etat.bas, debut + modele.jambe_s), min(etat.haut, fin - jambe - etat.duree)
    if bas > haut or etat.attente + jambe > fin:
        return None
    return bas, haut, max(etat.duree, etat.attente - haut) + jambe, jambe


def conclure(cadre: Cadre, etat: Etat, derniere: Escale, modele: Modele) -> int | None:
    """Cost of the round, in `Cadre.unite`; None when the vehicle cannot do it."""
    ferme = fermer(cadre, etat, derniere, modele)
    if ferme is None:
        return None
    km = etat.km + modele.jambe_km + modele.sortie_km[derniere.point]
    return modele.fixe + modele.par_km * km + modele.par_seconde * (modele.jambe_s + ferme[2])  # type: ignore[operator]


def parcourir(cadre: Cadre, escales: Sequence[Escale]) -> list[Etat] | None:
    """States after the établissement and after each stop; None when a rule forbids the sequence."""
    etats, precedente = [depart(cadre)], cadre.base
    for escale in escales:
        etat = prolonger(cadre, etats[-1], precedente, escale)
        if etat is None:
            return None
        etats.append(etat)
        precedente = escale
    return etats


def evaluer(cadre: Cadre, escales: Sequence[Escale], modele: Modele) -> int | None:
    """Cost of these stops, from the first outwards; None when they are not allowed. The places are not looked at."""
    etats = parcourir(cadre, escales)
    return conclure(cadre, etats[-1], escales[-1], modele) if etats and escales else None


def heures(cadre: Cadre, escales: Sequence[Escale], modele: Modele) -> tuple[int, list[int], int, int]:
    """(établissement, stops outwards, outer end, inner end) by the clock, for the shortest round, then the shortest times on
    board, then the earliest hour at the établissement. The sequence must be allowed.
    """
    etats = parcourir(cadre, escales) or []
    dernier = etats[-1]
    ferme = fermer(cadre, dernier, escales[-1], modele)
    if ferme is None or modele.jambe_s is None:
        raise ValueError("tournée impossible")
    bas, haut, _, jambe = ferme
    pivot = haut if cadre.aller else max(bas, min(haut, dernier.attente - dernier.duree))
    arrets = [max(pivot + etat.duree, etat.attente) for etat in etats[1:]]
    signe = -1 if cadre.aller else 1
    return signe * pivot, [signe * h for h in arrets], signe * (arrets[-1] + jambe), signe * (pivot - modele.jambe_s)
