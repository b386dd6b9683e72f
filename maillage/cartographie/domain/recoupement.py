"""Layers of one lender read together: which masked figures their sums would give back, and what to mask besides. Pure.

A figure of a territory is the sum of its communes: communes, intercommunalités and départements lent together are equations. A masked cell is
betrayed when the equations decide it, or when they tell that all that is masked in a territory is under the floor. Complementary suppression of
statistical offices (Hundepool and others, « Statistical Disclosure Control », 2012, chapter 4): mask more until nothing is betrayed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np

PRECISION = 1e-7
Communes = frozenset[str]


@dataclass(frozen=True)
class CoucheComparee:
    """A layer of people: figures by code (None when masked), and the communes of each.

    `sommes`: figures add up; a rate does not, but the weights of its mean may be known, so it is decided by the same combinations.
    """

    valeurs: Mapping[str, Decimal | None]
    communes: Mapping[str, Communes]
    plancher: int
    sommes: bool = True


@dataclass
class _Equations:
    """What the figures shown say of the communes that none of them names alone."""

    couches: Sequence[CoucheComparee]
    connues: dict[str, Decimal] = field(default_factory=dict)
    montrees: list[tuple[Communes, Decimal]] = field(default_factory=list)

    def __post_init__(self) -> None:
        lues = [
            (couche.communes[code], valeur)
            for couche in self.couches
            for code, valeur in couche.valeurs.items()
            if valeur is not None and couche.communes.get(code)
        ]
        self.connues = {next(iter(communes)): valeur for communes, valeur in lues if len(communes) == 1}
        self.montrees = [(communes, valeur) for communes, valeur in lues if communes - self.connues.keys()]

    def inconnues(self, communes: Communes) -> Communes:
        return communes.difference(self.connues)

    def trahies(self) -> list[Communes]:
        """Return, for each masked cell that is betrayed, its unknown communes."""
        masquees = {
            inconnues
            for couche in self.couches
            for code, valeur in couche.valeurs.items()
            if valeur is None and (inconnues := self.inconnues(couche.communes.get(code, frozenset())))
        }
        return sorted(self._decidees(masquees) | self._petites(masquees), key=sorted)

    def _petites(self, masquees: Iterable[Communes]) -> set[Communes]:
        """What remains of a territory, once its known communes are taken off, is told: it may not be under the floor."""
        plancher = min(couche.plancher for couche in self.couches)
        if not all(couche.sommes for couche in self.couches):
            return set()
        petits = [
            self.inconnues(communes)
            for communes, valeur in self.montrees
            if valeur - sum(self.connues[un] for un in communes & self.connues.keys()) < plancher
        ]
        return {masquee for masquee in masquees if any(masquee & petit for petit in petits)}

    def _decidees(self, masquees: Iterable[Communes]) -> set[Communes]:
        """The masked cells that are a combination of the figures shown; communes that every figure treats alike are one variable."""
        classes: dict[tuple[int, ...], set[str]] = defaultdict(set)
        ou: dict[str, list[int]] = defaultdict(list)
        for rang, (communes, _) in enumerate(self.montrees):
            for commune in self.inconnues(communes):
                ou[commune].append(rang)
        for commune, rangs in ou.items():
            classes[tuple(rangs)].add(commune)
        colonnes = {signature: rang for rang, signature in enumerate(classes)}
        matrice = np.zeros((len(self.montrees), len(classes)))
        for signature, colonne in colonnes.items():
            matrice[list(signature), colonne] = 1
        base = _base(matrice)
        return {masquee for masquee in masquees if masquee <= ou.keys() and _est_decidee(masquee, classes, base)}


def _base(matrice: np.ndarray) -> np.ndarray:
    """Return an orthonormal base of the rows."""
    if not matrice.size:
        return np.zeros((0, matrice.shape[1]))
    _, tailles, lignes = np.linalg.svd(matrice, full_matrices=False)
    base: np.ndarray = lignes[tailles > PRECISION]
    return base


def _est_decidee(masquee: Communes, classes: Mapping[tuple[int, ...], set[str]], base: np.ndarray) -> bool:
    dedans = [len(masquee & membres) for membres in classes.values()]
    if any(0 < nombre < len(membres) for nombre, membres in zip(dedans, classes.values(), strict=True)):
        return False
    vecteur = np.array([float(nombre > 0) for nombre in dedans])
    return bool(np.linalg.norm(vecteur - base.T @ (base @ vecteur)) < PRECISION)


def masquer_en_plus(neuve: CoucheComparee, autres: Sequence[CoucheComparee]) -> set[str] | None:
    """Return the cells of the new layer to mask besides, so that it betrays nothing beside those lent already; None when that is not enough."""
    en_plus: set[str] = set()
    while True:
        valeurs = {code: None if code in en_plus else valeur for code, valeur in neuve.valeurs.items()}
        equations = _Equations([replace(neuve, valeurs=valeurs), *autres])
        trahies = equations.trahies()
        if not trahies:
            return en_plus
        choisies = {code for trahie in trahies if (code := _a_masquer(trahie, neuve, valeurs, equations))}
        if not choisies:
            return None
        en_plus |= choisies


def _a_masquer(
    trahie: Communes, neuve: CoucheComparee, valeurs: Mapping[str, Decimal | None], equations: _Equations
) -> str:
    """Return the smallest figure shown that speaks of the betrayed cell, else the smallest of its neighbours in a same territory."""
    autour = trahie.union(*(communes for communes, _ in equations.montrees if communes & trahie))
    for cible in (trahie, autour):
        montres = [
            (v, code) for code, v in valeurs.items() if v is not None and neuve.communes.get(code, cible) & cible
        ]
        if montres:
            return min(montres)[1]
    return ""
