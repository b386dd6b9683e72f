"""Transmitted returns and the choice of those that a restitution keeps (R40, R41)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from maillage.pilotage.domain.mesures import Chemin


@dataclass(frozen=True)
class Attendu:
    """A dispositif from which a return is expected."""

    dispositif_id: str
    region: str
    type: str


@dataclass(frozen=True)
class Retour:
    """The last transmitted revision of one dispositif.

    `sommes`: whole steps by code of `Somme` (no key for the measures of units when the rule-set has none);
    `termes`: exact terms of the rates, by their path.
    """

    attendu: Attendu
    revision: int
    regles: str
    version: str
    periode: str
    sommes: Mapping[str, int]
    termes: Mapping[Chemin, Fraction]

    @property
    def version_majeure(self) -> str:
        return self.version.partition(".")[0]


@dataclass(frozen=True)
class Exclusion:
    """A transmitted return that is not kept, and why (French sentence for the producer)."""

    dispositif_id: str
    motif: str


@dataclass(frozen=True)
class Selection:
    retenus: tuple[Retour, ...]
    exclus: tuple[Exclusion, ...]


class PeriodesMultiplesError(ValueError):
    """Several period labels are found and none was asked for (R41)."""

    def __init__(self, periodes: Iterable[str]) -> None:
        self.periodes = tuple(sorted(periodes))
        super().__init__(", ".join(self.periodes))


def retenir(retours: Iterable[Retour], *, regles: str, periode: str | None) -> Selection:
    """Keep the returns of one rule-set, one period and one major version (R41), and name the others.

    Raises PeriodesMultiplesError. The most frequent major version is looked for among the returns that the other two
    conditions keep; the latest wins a tie.
    """
    tous = sorted(retours, key=lambda retour: retour.attendu.dispositif_id)
    du_jeu = [retour for retour in tous if retour.regles == regles]
    choisie = periode or _seule_periode(du_jeu)
    de_la_periode = [retour for retour in du_jeu if retour.periode == choisie]
    majeure = _version_majoritaire(de_la_periode)
    retenus = tuple(retour for retour in de_la_periode if retour.version_majeure == majeure)
    gardes = {retour.attendu.dispositif_id for retour in retenus}
    exclus = tuple(
        Exclusion(retour.attendu.dispositif_id, _motif(retour, regles=regles, periode=choisie, majeure=majeure))
        for retour in tous
        if retour.attendu.dispositif_id not in gardes
    )
    return Selection(retenus, exclus)


def _seule_periode(retours: Iterable[Retour]) -> str:
    periodes = {retour.periode for retour in retours}
    if len(periodes) > 1:
        raise PeriodesMultiplesError(periodes)
    return next(iter(periodes), "")


def _version_majoritaire(retours: Iterable[Retour]) -> str:
    compte = Counter(retour.version_majeure for retour in retours)
    return max(compte, key=lambda majeure: (compte[majeure], _ordre_de_version(majeure)), default="")


def _ordre_de_version(majeure: str) -> tuple[int, str]:
    return (int(majeure), majeure) if majeure.isascii() and majeure.isdigit() else (-1, majeure)


def _motif(retour: Retour, *, regles: str, periode: str, majeure: str) -> str:
    if retour.regles != regles:
        return f"jeu de règles « {retour.regles} » au lieu de « {regles} »"
    if retour.periode != periode:
        return f"période « {retour.periode} » au lieu de « {periode} »"
    return f"version « {retour.version} » au lieu de la version majeure « {majeure} »"
