"""What a reader of the published table knows of the masked counts, as exact linear statements (R43).

Everything is said in *deviations* from the true counts, in whole steps: 0 everywhere is always possible, a published
cell or a cell without return cannot move, a masked one may go down to nothing. See ADR 0005 for what is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import ceil, floor

from maillage.pilotage.domain.mesures import (
    BORNES_LOGIQUES,
    SOMME_MAJORANTE,
    TAUX,
    Distribution,
)
from maillage.pilotage.domain.nombres import DEMI_ARRONDI, arrondir
from maillage.pilotage.domain.tableau import TOTAL, Cle, Croisement, Tableau


@dataclass(frozen=True)
class Borne:
    """Σ coefficient × deviation ≤ marge, unless the cells it comes from are masked.

    `porteurs` are the published rates or quartiles it comes from: it stands until all of them are masked, or the sum
    `ancre` that masks them by itself. Without `porteurs` it always stands.
    """

    termes: tuple[tuple[Cle, int], ...]
    marge: int
    porteurs: tuple[Cle, ...] = ()
    ancre: Cle | None = None

    def tient(self, caches: Collection[Cle]) -> bool:
        if self.ancre in caches:
            return False
        return not self.porteurs or any(porteur not in caches for porteur in self.porteurs)


@dataclass(frozen=True)
class Connaissances:
    """Equalities (a total and its parts) and bounds over the cells of linked sums.

    `plancher`: the lowest deviation of each cell that may move (minus its count); `exigences`: the width that protects
    a cell, in steps.
    """

    plancher: Mapping[Cle, int]
    exigences: Mapping[Cle, int]
    egalites: tuple[tuple[Cle, tuple[Cle, ...]], ...]
    bornes: tuple[Borne, ...]


def connaissances(tableau: Tableau, *, seuil: int, caches: Collection[Cle]) -> tuple[Connaissances, ...]:
    """One system per group of sums that known bounds link together; `caches`: rates and distributions masked anyway."""
    bornes = (
        *_bornes_logiques(tableau),
        *_bornes_des_taux(tableau, seuil, caches),
        *_bornes_des_quartiles(tableau, caches),
    )
    return tuple(_systeme(tableau, codes, bornes, seuil=seuil) for codes in groupes(tableau))


def groupes(tableau: Tableau) -> tuple[tuple[str, ...], ...]:
    """Codes of sums, joined when a logical bound speaks of both; in output order."""
    lies: dict[str, set[str]] = {somme.code: {somme.code} for somme in tableau.sommes}
    for borne in BORNES_LOGIQUES:
        ensemble = set().union(*(lies[code] for code in borne))
        lies.update(dict.fromkeys(ensemble, ensemble))
    ordre = [somme.code for somme in tableau.sommes]
    return tuple(dict.fromkeys(tuple(code for code in ordre if code in lies[premier]) for premier in ordre))


def _systeme(tableau: Tableau, codes: Sequence[str], bornes: Sequence[Borne], *, seuil: int) -> Connaissances:
    mobiles = [
        Cle(somme.code, croisement)
        for somme in tableau.sommes
        if somme.code in codes
        for croisement in tableau.croisements
        if tableau.transmis(croisement)
    ]
    pas = {somme.code: somme.pas for somme in tableau.sommes}
    return Connaissances(
        plancher={cle: -tableau.pas[cle] for cle in mobiles},
        exigences={cle: seuil * pas[cle.mesure] for cle in mobiles},
        egalites=tuple(
            (Cle(code, ligne.total), tuple(Cle(code, partie) for partie in ligne.parties))
            for code in codes
            for ligne in tableau.lignes
        ),
        bornes=tuple(borne for borne in bornes if borne.termes[0][0].mesure in codes),
    )


def _bornes_logiques(tableau: Tableau) -> Iterator[Borne]:
    """The true counts respect them, or nobody may rely on them: a cell where they do not is left out."""
    for coefficients in BORNES_LOGIQUES:
        for croisement in tableau.croisements:
            if not croisement.totaux and tableau.transmis(croisement):
                termes = tuple((Cle(code, croisement), signe) for code, signe in coefficients.items())
                marge = -sum(signe * tableau.pas[cle] for cle, signe in termes)
                if marge >= 0:
                    yield Borne(termes, marge)


def _bornes_des_taux(tableau: Tableau, seuil: int, caches: Collection[Cle]) -> Iterator[Borne]:
    """A published rate of persons has a denominator of at least the threshold that its 4 decimals allow."""
    for taux in TAUX:
        if taux.code not in SOMME_MAJORANTE:
            continue
        for croisement in tableau.croisements:
            numerateur, denominateur = tableau.termes(taux, croisement)
            source, cle = Cle(taux.code, croisement), Cle(SOMME_MAJORANTE[taux.code], croisement)
            if source not in caches and tableau.pas[cle] >= denominateur:
                minimum = _plus_petit_denominateur(arrondir(numerateur / denominateur), seuil, int(denominateur))
                yield Borne(((cle, -1),), tableau.pas[cle] - minimum, porteurs=(source,))


def _plus_petit_denominateur(taux: Fraction, seuil: int, connu: int) -> int:
    """The numerator is whole, and 0 or at least the threshold, or the rate would not be published."""
    for denominateur in range(seuil, connu):
        bas = max(ceil((taux - DEMI_ARRONDI) * denominateur), 0)
        haut = floor((taux + DEMI_ARRONDI) * denominateur)
        if bas <= haut and (bas == 0 or haut >= seuil):
            return denominateur
    return connu


def _bornes_des_quartiles(tableau: Tableau, caches: Collection[Cle]) -> Iterator[Borne]:
    """Published quartiles of a whole frame each value of its parts, hence the sum of any part of it."""
    quartiles = [distribution for distribution in tableau.distributions if distribution.quantile is not None]
    for code in dict.fromkeys(distribution.somme for distribution in quartiles):
        for ensemble in tableau.croisements:
            publies = [q for q in quartiles if q.somme == code and Cle(q.code, ensemble) not in caches]
            if ensemble.totaux and publies:
                porteurs = tuple(Cle(q.code, ensemble) for q in publies)
                rangs = planchers_des_rangs(tableau.transmis(ensemble), _publies(tableau, publies, ensemble))
                for partie in _parties(tableau, ensemble):
                    for terme, marge in _marges_de_partie(tableau, Cle(code, partie), Cle(code, ensemble), rangs):
                        yield Borne((terme,), marge, porteurs, ancre=Cle(code, ensemble))


def _publies(tableau: Tableau, quartiles: Sequence[Distribution], croisement: Croisement) -> dict[Fraction, Fraction]:
    exacts = [(quartile.quantile, tableau.exact(quartile, croisement)) for quartile in quartiles]
    return {quantile: arrondir(exact) for quantile, exact in exacts if quantile is not None and exact is not None}


def _parties(tableau: Tableau, ensemble: Croisement) -> Iterator[Croisement]:
    for croisement in tableau.croisements:
        dedans = ensemble.region in (TOTAL, croisement.region) and ensemble.type in (TOTAL, croisement.type)
        if dedans and 0 < tableau.transmis(croisement) < tableau.transmis(ensemble):
            yield croisement


def _marges_de_partie(
    tableau: Tableau, partie: Cle, ensemble: Cle, rangs: Sequence[int]
) -> Iterator[tuple[tuple[Cle, int], int]]:
    """How far a part may fall by its own ranks, and rise by what the rest of the whole holds at least."""
    effectif = tableau.transmis(partie.croisement)
    yield (partie, -1), tableau.pas[partie] - sum(rangs[:effectif])
    yield (partie, 1), tableau.pas[ensemble] - sum(rangs[: len(rangs) - effectif]) - tableau.pas[partie]


def planchers_des_rangs(effectif: int, quartiles: Mapping[Fraction, Fraction]) -> list[int]:
    """Lowest whole value of each rank, from quartiles rounded to 4 decimals."""
    rangs = [0] * effectif
    for quantile, valeur in quartiles.items():
        suivant = ceil(quantile * (effectif - 1))
        rangs[suivant] = max(rangs[suivant], ceil(valeur - DEMI_ARRONDI))
    return list(accumulate(rangs, max))
