"""Exact protection of the masked counts (R43, *Requirement*): audit and search by HiGHS. See ADR 0005."""

from __future__ import annotations

from collections.abc import Collection

from maillage.pilotage.domain.connaissances import Connaissances
from maillage.pilotage.domain.tableau import Cle
from maillage.pilotage.protection.complement import complement
from maillage.pilotage.protection.gardien import Gardien


class ProtectionImpossibleError(RuntimeError):
    """Cells stay exposed although everything is masked: the table must not be published."""


def proteger(connaissances: Collection[Connaissances], caches: Collection[Cle]) -> set[Cle]:
    """Further cells, rates and distributions to mask so that no masked count is known within less than asked."""
    return {cle for groupe in connaissances for cle in _proteger_groupe(groupe, caches)}


def _proteger_groupe(connaissances: Connaissances, caches: Collection[Cle]) -> set[Cle]:
    gardien = Gardien(connaissances, caches)
    while (cible := next(gardien.exposees(), None)) is not None:
        masques, temoins = complement(gardien, cible)
        if not masques:
            raise ProtectionImpossibleError(f"{cible.mesure} {cible.croisement}")
        gardien.masquer(masques)
        for temoin in temoins:
            gardien.temoigner(temoin)
    return gardien.caches - set(caches)
