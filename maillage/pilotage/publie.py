"""A published table read back from its own bytes: one source for the page, the download and the next release."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from maillage.pilotage.domain.explications import COUVERTURE
from maillage.pilotage.domain.tableau import TOTAL, Cle, Croisement
from maillage.pilotage.lecture import MARQUE
from maillage.pilotage.libelles import FAMILLES, LIBELLE_COUVERTURE, LIBELLES, Libelle


@dataclass(frozen=True)
class Case:
    """A published cell: `valeur` is a number as text, empty when there is nothing to divide; `requete` names it in an address."""

    valeur: str
    masquee: bool
    type: str
    requete: str


@dataclass(frozen=True)
class LigneDeRegion:
    """One region (or the whole) across the types."""

    region: str
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class MesureAffichee:
    libelle: Libelle
    lignes: tuple[LigneDeRegion, ...]


@dataclass(frozen=True)
class FamilleAffichee:
    """Measures read together."""

    titre: str
    phrase: str
    mesures: tuple[MesureAffichee, ...]


@dataclass(frozen=True)
class CouvertureDeCase:
    """Kept returns out of the expected ones in a crossing; `requete` names it in an address."""

    attendus: int
    transmis: int
    taux: str
    type: str
    requete: str


@dataclass(frozen=True)
class TableauAffiche:
    """`types` and `regions` in output order, totals last; a single region is shown without its total, which repeats it."""

    types: tuple[str, ...]
    regions: tuple[str, ...]
    couvertures: tuple[tuple[str, tuple[CouvertureDeCase | None, ...]], ...]
    ensemble: CouvertureDeCase | None
    familles: tuple[FamilleAffichee, ...]
    masquees: int
    total: int

    @property
    def plusieurs_regions(self) -> bool:
        return len(self.regions) > 1


Rangs = Mapping[tuple[str, str, str], Mapping[str, str]]


def cellules_masquees(tableau: bytes) -> frozenset[Cle]:
    """Cells hidden in a published table."""
    return frozenset(
        Cle(mesure, Croisement(region, type_))
        for (mesure, region, type_), rang in _lire(tableau).items()
        if rang["valeur"] == MARQUE
    )


def afficher(tableau: bytes) -> TableauAffiche:
    """Arrange a published table for people; nothing is computed again."""
    rangs = _lire(tableau)
    types = (*sorted({type_ for _, _, type_ in rangs} - {TOTAL}), TOTAL)
    nommees = tuple(dict.fromkeys(region for _, region, _ in rangs if region != TOTAL))
    regions = nommees if len(nommees) == 1 else (*nommees, TOTAL)
    couvertures = {(region, type_): _couverture(rang) for (_, region, type_), rang in rangs.items()}
    return TableauAffiche(
        types=types,
        regions=regions,
        couvertures=tuple((region, tuple(couvertures.get((region, type_)) for type_ in types)) for region in regions),
        ensemble=couvertures.get((TOTAL, TOTAL)),
        familles=tuple(_familles(rangs, regions, types)),
        masquees=sum(rang["valeur"] == MARQUE for rang in rangs.values()),
        total=len(rangs),
    )


@lru_cache(maxsize=64)
def _lire(tableau: bytes) -> Rangs:
    lignes = csv.DictReader(io.StringIO(tableau.decode()))
    return {(rang["mesure"], rang["region"], rang["type"]): rang for rang in lignes}


def _couverture(rang: Mapping[str, str]) -> CouvertureDeCase:
    requete = _requete(COUVERTURE, rang["region"], rang["type"])
    return CouvertureDeCase(int(rang["attendus"]), int(rang["transmis"]), rang["couverture"], rang["type"], requete)


def _requete(mesure: str, region: str, type_: str) -> str:
    return urlencode({"mesure": mesure, "region": region, "type": type_})


def _familles(rangs: Rangs, regions: tuple[str, ...], types: tuple[str, ...]) -> Iterator[FamilleAffichee]:
    presentes = {mesure for mesure, _, _ in rangs}
    for titre, phrase, codes in FAMILLES:
        mesures = tuple(
            MesureAffichee(LIBELLES[code], tuple(_ligne(rangs, code, region, types) for region in regions))
            for code in codes
            if code in presentes
        )
        if mesures:
            yield FamilleAffichee(titre, phrase, mesures)


def _ligne(rangs: Rangs, code: str, region: str, types: tuple[str, ...]) -> LigneDeRegion:
    return LigneDeRegion(region, tuple(_case(rangs, code, region, type_) for type_ in types))


def _case(rangs: Rangs, code: str, region: str, type_: str) -> Case:
    """A crossing that nobody belongs to is not in the table: it opens nothing."""
    rang = rangs.get((code, region, type_))
    if rang is None:
        return Case("", False, type_, "")
    masquee = rang["valeur"] == MARQUE
    return Case("" if masquee else rang["valeur"], masquee, type_, _requete(code, region, type_))


@dataclass(frozen=True)
class ChiffrePublie:
    """One figure of a published table, with how many returns are in it."""

    libelle: Libelle
    case: Case
    couverture: CouvertureDeCase


def chiffre_publie(tableau: bytes, cle: Cle) -> ChiffrePublie | None:
    """Return a figure of a published table, None when the table has no such cell."""
    rangs = _lire(tableau)
    code, (region, type_) = cle.mesure, cle.croisement
    rang = rangs.get((code if code != COUVERTURE else next(iter(rangs), ("", "", ""))[0], region, type_))
    if rang is None:
        return None
    if code == COUVERTURE:
        return ChiffrePublie(LIBELLE_COUVERTURE, Case(rang["couverture"], False, type_, ""), _couverture(rang))
    return ChiffrePublie(LIBELLES[code], _case(rangs, code, region, type_), _couverture(rang))


def types_du_tableau(tableau: bytes) -> list[str]:
    """Return the types of dispositif of a published table, by name."""
    return sorted({type_ for _, _, type_ in _lire(tableau)} - {TOTAL})
