"""The cheapest further masks that protect one exposed cell: an exact search by HiGHS (R43)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from maillage.pilotage.domain.connaissances import Borne
from maillage.pilotage.domain.tableau import Cle
from maillage.pilotage.protection.gardien import Deviations, Gardien
from maillage.pilotage.protection.programme import Programme

PRIX_RATIO = 300
PRIX_PAR_TOTAUX = (1_000, 10_000, 100_000)
"""Masking an inner cell, a region or type total, the grand total: few masks, totals last."""
PRIX_DU_ZERO = 2_000
"""A visible zero says little and hides little: it is masked after the other cells of its kind."""


@dataclass
class Recherche:
    """One programme: two tables that differ by enough on the exposed cell, and the masks that both need."""

    gardien: Gardien
    cible: Cle
    candidates: Collection[Cle]
    programme: Programme = field(default_factory=Programme)
    masques: dict[Cle, int] = field(default_factory=dict)
    ratios: dict[tuple[Cle, ...], int] = field(default_factory=dict)

    def resoudre(self) -> tuple[set[Cle], list[Deviations]] | None:
        """Cells and ratios to mask, and the two tables; None when the candidates cannot protect the cell."""
        self._ouvrir_les_masques()
        tables = [self._table() for _ in range(2)]
        exigence = self.gardien.connaissances.exigences[self.cible]
        self.programme.ligne([(tables[0][self.cible], 1), (tables[1][self.cible], -1)], exigence, None)
        valeurs = self.programme.minimiser()
        if valeurs is None:
            return None
        choisis = {cle for cle, indice in self.masques.items() if valeurs[indice]}
        choisis |= {cle for porteurs, indice in self.ratios.items() if valeurs[indice] for cle in porteurs}
        return choisis, [{cle: valeurs[indice] for cle, indice in table.items()} for table in tables]

    def _ouvrir_les_masques(self) -> None:
        prix = prix_des_cellules(self.gardien)
        self.masques = {cle: self.programme.variable(0, 1, cout=prix[cle]) for cle in self.candidates}
        for borne in self.gardien.bornes_actives():
            if borne.porteurs and borne.porteurs not in self.ratios:
                self.ratios[borne.porteurs] = self.programme.variable(0, 1, cout=PRIX_RATIO)

    def _table(self) -> dict[Cle, int]:
        gardien, indices = self.gardien, {}
        for cle in (*gardien.mobiles, *self.candidates):
            bas, haut = gardien.limites(cle)
            indices[cle] = self.programme.variable(bas, haut)
            if cle in self.masques:
                self.programme.ligne([(indices[cle], 1), (self.masques[cle], -haut)], None, 0)
                self.programme.ligne([(indices[cle], 1), (self.masques[cle], -bas)], 0, None)
        for total, parties in gardien.connaissances.egalites:
            termes = [(indices[cle], 1) for cle in parties if cle in indices]
            termes += [(indices[total], -1)] if total in indices else []
            if termes:
                self.programme.ligne(termes, 0, 0)
        for borne in gardien.bornes_actives():
            self._borner(borne, indices)
        return indices

    def _borner(self, borne: Borne, indices: Mapping[Cle, int]) -> None:
        termes = [(indices[cle], signe) for cle, signe in borne.termes if cle in indices]
        if not termes:
            return
        portee = sum(abs(signe) * self.gardien.connaissances.exigences[cle] for cle, signe in borne.termes)
        leviers = [self.ratios[borne.porteurs]] if borne.porteurs else []
        leviers += [self.masques[borne.ancre]] if borne.ancre in self.masques else []
        self.programme.ligne([*termes, *((levier, -portee) for levier in leviers)], None, borne.marge)


def prix_des_cellules(gardien: Gardien) -> dict[Cle, int]:
    """Price of each cell that may move: totals last, then zeros, then large counts."""
    plancher = gardien.connaissances.plancher
    ordre = sorted(plancher, key=lambda cle: (-plancher[cle], cle.croisement, cle.mesure))
    return {
        cle: PRIX_PAR_TOTAUX[cle.croisement.totaux] + rang + (0 if plancher[cle] else PRIX_DU_ZERO)
        for rang, cle in enumerate(ordre)
    }


def complement(gardien: Gardien, cible: Cle) -> tuple[set[Cle], list[Deviations]]:
    """Masks that protect the exposed cell, looked for among its own measure first."""
    visibles = [cle for cle in gardien.connaissances.plancher if cle not in gardien.caches]
    for candidates in ([cle for cle in visibles if cle.mesure == cible.mesure], visibles):
        trouve = Recherche(gardien, cible, candidates).resoudre()
        if trouve is not None and trouve[0]:
            return trouve
    return set(_dernier_recours(gardien, visibles)), []


def _dernier_recours(gardien: Gardien, visibles: Collection[Cle]) -> Iterator[Cle]:
    """The solver found nothing usable: mask the cheapest visible cell, so that the work always ends."""
    prix = prix_des_cellules(gardien)
    yield from sorted(visibles, key=lambda cle: prix[cle])[:1]
