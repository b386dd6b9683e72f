"""The audit of masked counts: a cell is safe only when two whole tables, checked exactly, prove it (R43)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from maillage.pilotage.domain.connaissances import Borne, Connaissances
from maillage.pilotage.domain.tableau import Cle
from maillage.pilotage.protection.programme import Programme

Deviations = Mapping[Cle, int]


class Gardien:
    """Masked cells of one group of sums, with the widest deviations that are proved possible.

    Masking more only takes knowledge away, so what is proved once stays proved.
    """

    def __init__(self, connaissances: Connaissances, caches: Collection[Cle]) -> None:
        self.connaissances = connaissances
        self.caches = set(caches)
        self._bas: dict[Cle, int] = {}
        self._haut: dict[Cle, int] = {}

    @property
    def mobiles(self) -> list[Cle]:
        return [cle for cle in self.connaissances.plancher if cle in self.caches]

    def est_sure(self, cle: Cle) -> bool:
        largeur = self._haut.get(cle, 0) - self._bas.get(cle, 0)
        return largeur >= self.connaissances.exigences[cle]

    def masquer(self, cles: Iterable[Cle]) -> None:
        self.caches |= set(cles)

    def exposees(self) -> Iterator[Cle]:
        """Masked cells that no pair of tables protects, in order."""
        mobiles = [cle for cle in self.mobiles if not self.est_sure(cle)]
        if mobiles:
            programme, indices = self._programme()
            for cle in mobiles:
                self._elargir(programme, indices, cle)
                if not self.est_sure(cle):
                    yield cle

    def temoigner(self, deviations: Deviations) -> None:
        """Take a table as proof, if it holds exactly against all that is published."""
        if not self._est_compatible(deviations):
            return
        for cle in self.mobiles:
            self._bas[cle] = min(self._bas.get(cle, 0), deviations.get(cle, 0))
            self._haut[cle] = max(self._haut.get(cle, 0), deviations.get(cle, 0))

    def bornes_actives(self) -> Iterator[Borne]:
        return (borne for borne in self.connaissances.bornes if borne.tient(self.caches))

    def _elargir(self, programme: Programme, indices: Mapping[Cle, int], cle: Cle) -> None:
        for sens in (-1, 1):
            if self.est_sure(cle):
                return
            programme.couts([(indices[cle], sens)])
            valeurs = programme.minimiser()
            programme.couts([(indices[cle], 0)])
            if valeurs is not None:
                self.temoigner({autre: valeurs[indice] for autre, indice in indices.items()})

    def _programme(self) -> tuple[Programme, dict[Cle, int]]:
        programme = Programme()
        indices = {cle: programme.variable(*self.limites(cle)) for cle in self.mobiles}
        for total, parties in self.connaissances.egalites:
            termes = [(indices[cle], signe) for cle, signe in _termes(total, parties) if cle in indices]
            if termes:
                programme.ligne(termes, 0, 0)
        for borne in self.bornes_actives():
            termes = [(indices[cle], signe) for cle, signe in borne.termes if cle in indices]
            if termes:
                programme.ligne(termes, None, borne.marge)
        return programme, indices

    def limites(self, cle: Cle) -> tuple[int, int]:
        """A deviation larger than the width asked for proves nothing more."""
        exigence = self.connaissances.exigences[cle]
        return max(self.connaissances.plancher[cle], -exigence), exigence

    def _est_compatible(self, deviations: Deviations) -> bool:
        if any(valeur and cle not in self.caches for cle, valeur in deviations.items()):
            return False
        plancher = self.connaissances.plancher
        return (
            all(valeur >= plancher.get(cle, 0) for cle, valeur in deviations.items())
            and all(
                sum(signe * deviations.get(cle, 0) for cle, signe in _termes(total, parties)) == 0
                for total, parties in self.connaissances.egalites
            )
            and all(
                sum(signe * deviations.get(cle, 0) for cle, signe in borne.termes) <= borne.marge
                for borne in self.bornes_actives()
            )
        )


def _termes(total: Cle, parties: Iterable[Cle]) -> Iterator[tuple[Cle, int]]:
    yield total, -1
    yield from ((partie, 1) for partie in parties)
