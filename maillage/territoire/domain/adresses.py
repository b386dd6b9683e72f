"""An address to find, what a geocoder answers, and what that answer is worth."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from maillage.territoire.domain.positions import defaut_de

ADRESSE, COMMUNE = "ADRESSE", "COMMUNE"
"""How precise a point is (codes of PositionSource)."""


@dataclass(frozen=True)
class AdresseCherchee:
    """`cle` names it among others; `commune` is a code of today."""

    cle: str
    adresse: str
    code_postal: str
    commune: str


@dataclass(frozen=True)
class AdresseTrouvee:
    """A point that may be the address. `score` goes from 0 to 1; `precision` is ADRESSE, or COMMUNE when only the town was recognised."""

    libelle: str
    lon: float
    lat: float
    score: float
    precision: str
    commune: str


class Geocodeur(Protocol):
    """Finds addresses: some candidates for one, the best candidate of many (those not found are absent)."""

    def chercher(self, adresse: AdresseCherchee) -> list[AdresseTrouvee]: ...

    def chercher_lot(self, adresses: list[AdresseCherchee]) -> dict[str, AdresseTrouvee]: ...


class Reserve(StrEnum):
    """Why an answer is not taken; the text is for people."""

    INTROUVABLE = "adresse introuvable"
    COMMUNE_SEULE = "seule la commune est reconnue"
    AUTRE_COMMUNE = "adresse trouvée dans une autre commune"
    SCORE_FAIBLE = "adresse mal reconnue"
    HORS_DU_PAYS = "position hors de France"


def reserve_sur(candidat: AdresseTrouvee | None, commune: str, *, score_min: float) -> Reserve | None:
    """Return why an answer must not be taken without an eye, None when it may."""
    if candidat is None:
        return Reserve.INTROUVABLE
    if defaut_de(candidat.lon, candidat.lat):
        return Reserve.HORS_DU_PAYS
    if candidat.precision == COMMUNE:
        return Reserve.COMMUNE_SEULE
    if commune and candidat.commune and candidat.commune != commune:
        return Reserve.AUTRE_COMMUNE
    return Reserve.SCORE_FAIBLE if candidat.score < score_min else None
