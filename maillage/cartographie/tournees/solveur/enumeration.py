"""Every allowed round at its least cost, by labels from the établissement outwards: the ground of a proof.

A label is kept unless another one of the same riders and the same last stop is at least as good on every count; labels do
not depend on the vehicle, which only closes them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from maillage.cartographie.tournees.domain.cadre import Cadre, Escale
from maillage.cartographie.tournees.domain.trajet import Etat, conclure, depart, prolonger

Trace = tuple["Trace", Escale] | None
Etiquette = tuple[Etat, Trace]
Place = tuple[int, int, int]
"""Riders on board, point and service of the last stop."""


@dataclass(frozen=True)
class Colonne:
    """One round: riders, rank of the model of vehicle, cost in the unit of the frame, stops outwards."""

    masque: int
    modele: int
    cout: int
    escales: tuple[Escale, ...]


@dataclass
class Rassemblement:
    """The cheapest round known for each set of riders and each model of vehicle."""

    colonnes: dict[tuple[int, int], Colonne] = field(default_factory=dict)
    complet: bool = True

    def retenir(self, colonne: Colonne) -> None:
        cle = colonne.masque, colonne.modele
        connue = self.colonnes.get(cle)
        if connue is None or colonne.cout < connue.cout:
            self.colonnes[cle] = colonne


def enumerer(
    cadre: Cadre, rangs: Sequence[int], *, limite: int, encore: Callable[[], bool], modeles: Sequence[int] | None = None
) -> Rassemblement:
    """Rounds of every subset of `rangs`; `complet` is false when `limite` labels or the time were not enough."""
    trouve = Rassemblement()
    retenus = range(len(cadre.modeles)) if modeles is None else modeles
    possibles = cadre.escales_possibles(rangs)
    couches: dict[int, dict[Place, list[Etiquette]]] = defaultdict(lambda: defaultdict(list))
    couches[0][0, cadre.pivot, 0] = [(depart(cadre), None)]
    restant = limite
    for taille in range(len(rangs) + 1):
        couche = couches.pop(taille, {})
        _fermer_couche(cadre, couche, retenus, trouve)
        for etiquette in chain.from_iterable(couche.values()):
            restant -= _etendre(cadre, etiquette, possibles, retenus, couches)
            if restant < 0 or not encore():
                trouve.complet = False
                return trouve
    return trouve


def _etendre(
    cadre: Cadre,
    etiquette: Etiquette,
    possibles: Sequence[Escale],
    modeles: Sequence[int],
    couches: dict[int, dict[Place, list[Etiquette]]],
) -> int:
    """How many labels more."""
    etat, trace = etiquette
    ajoutees = 0
    derniere = trace[1] if trace else cadre.base
    masque, conflits = _bord(trace)
    for escale in possibles:
        if escale.masque & (masque | conflits):
            continue
        suivant = prolonger(cadre, etat, derniere, escale)
        union = masque | escale.masque
        if suivant is not None and any(cadre.admet(cadre.modeles[modele], union) for modele in modeles):
            place = (union, escale.point, escale.apres)
            ajoutees += _garder(couches[union.bit_count()][place], (suivant, (trace, escale)))
    return ajoutees


def _bord(trace: Trace) -> tuple[int, int]:
    masque = conflits = 0
    while trace:
        masque, conflits = masque | trace[1].masque, conflits | trace[1].conflits
        trace = trace[0]
    return masque, conflits


def _garder(etiquettes: list[Etiquette], nouvelle: Etiquette) -> int:
    """How many labels more: none, or fewer, when one is at least as good as others."""
    if any(_domine(connue, nouvelle[0]) for connue, _ in etiquettes):
        return 0
    avant = len(etiquettes)
    etiquettes[:] = [connue for connue in etiquettes if not _domine(nouvelle[0], connue[0])]
    etiquettes.append(nouvelle)
    return len(etiquettes) - avant


def _domine(un: Etat, autre: Etat) -> bool:
    return (
        un.duree <= autre.duree
        and un.km <= autre.km
        and un.attente <= autre.attente
        and un.haut >= autre.haut
        and un.bas <= autre.bas
    )


def _fermer_couche(
    cadre: Cadre, couche: dict[Place, list[Etiquette]], modeles: Sequence[int], trouve: Rassemblement
) -> None:
    for (masque, _, _), etiquettes in couche.items():
        for rang in modeles:
            if not masque or not cadre.admet(cadre.modeles[rang], masque):
                continue
            for etat, trace in etiquettes:
                cout = conclure(cadre, etat, trace[1], cadre.modeles[rang]) if trace else None
                if cout is not None:
                    trouve.retenir(Colonne(masque, rang, cout, _derouler(trace)))


def _derouler(trace: Trace) -> tuple[Escale, ...]:
    escales: list[Escale] = []
    while trace:
        escales.append(trace[1])
        trace = trace[0]
    return tuple(reversed(escales))
