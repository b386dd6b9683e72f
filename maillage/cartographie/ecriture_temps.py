"""The rows of a time file, made by Arrow block after block: millions of pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from maillage.cartographie.domain.nombres import DECIMALES
from maillage.cartographie.domain.temps import ABSENT, Entiers, Trajets
from maillage.cartographie.ecriture import texte_csv

ENTETE = ("origine", "destination", "minutes", "km", "accroche_m", "source", "date", "estimation")
LIGNES_D_UN_BLOC = 100_000
CHIFFRES = 19
"""Digits of the largest int64."""


def ecrire_trajets(origines: Sequence[str], destinations: Sequence[str], trajets: Trajets) -> Iterator[memoryview]:
    """In the order of origins then destinations; a pair without a time has no row."""
    yield memoryview(texte_csv(ENTETE, ()).encode())
    fin = "," + texte_csv(trajets.provenance.cellules(), ())
    de, vers = _cellules(origines), _cellules(destinations)
    pas = max(1, LIGNES_D_UN_BLOC // max(1, len(destinations)))
    for debut in range(0, len(origines), pas):
        bloc = slice(debut, debut + pas)
        rangs, colonnes = np.nonzero(trajets.minutes[bloc] != ABSENT)
        lignes = pc.binary_join_element_wise(
            de.take(pa.array(rangs + debut)),
            vers.take(pa.array(colonnes)),
            _fixes(trajets.minutes[bloc][rangs, colonnes], 2),
            _fixes(trajets.km[bloc][rangs, colonnes], 3),
            pc.binary_join_element_wise(_fixes(trajets.accroche_m[bloc][rangs, colonnes], 2), fin, ""),
            ",",
        )
        yield _texte(lignes)


def _cellules(noms: Sequence[str]) -> pa.StringArray:
    """Each with its quotes if it needs them."""
    return pa.array([texte_csv((nom,), ()).removesuffix("\n") for nom in noms], pa.string())


def _fixes(millioniemes: Entiers, decimales: int) -> pa.StringArray:
    """Decimals already rounded, always with that many; empty when absent."""
    entiers = pa.array(millioniemes, mask=millioniemes == ABSENT).cast(pa.decimal128(CHIFFRES, 0))
    nombres = pa.Array.from_buffers(pa.decimal128(CHIFFRES, DECIMALES), len(entiers), entiers.buffers())
    return pc.fill_null(nombres.cast(pa.decimal128(CHIFFRES, decimales)).cast(pa.string()), "")


def _texte(lignes: pa.StringArray) -> memoryview:
    """All of them end to end, as the array holds them."""
    _, places, octets = lignes.buffers()
    return memoryview(octets)[: np.frombuffer(places, dtype=np.int32)[len(lignes)]] if len(lignes) else memoryview(b"")
