"""Who must sign, and what their answers give (CASF D. 312-10-20: parents or legal representative, or the young adult)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from maillage.liaison.domain.erreurs import ErreurLiaison

ACCORD, DESACCORD = "ACCORD", "DESACCORD"


@dataclass(frozen=True)
class Qualite:
    """In what capacity someone signs; `requise`: without this agreement nothing changes; `majeur`: for an adult, for a minor, or both (None)."""

    code: str
    libelle: str
    requise: bool
    majeur: bool | None


@dataclass(frozen=True)
class Avis:
    """The answer of one signatory: ACCORD, DESACCORD or empty, and its day."""

    requis: bool
    reponse: str = ""
    le: date | None = None


def verifier_qualites(qualites: Sequence[Qualite], *, majeur: bool) -> None:
    """Refuse a sheet without a required signatory, or with one who does not fit the age of the young person."""
    for qualite in qualites:
        if qualite.majeur is not None and qualite.majeur != majeur:
            age = "majeur" if majeur else "mineur"
            raise ErreurLiaison(
                f"« {qualite.libelle} » ne peut pas signer : le jeune est {age}. Choisissez une autre qualité.",
                champ="signataires",
            )
    if not any(qualite.requise for qualite in qualites):
        raise ErreurLiaison(
            "Écrivez qui doit signer : le jeune majeur, ou chaque parent ou représentant légal.", champ="signataires"
        )


def date_de_signature(avis: Iterable[Avis]) -> date | None:
    """Return the day of the last required agreement, None while one is missing."""
    requis = [un for un in avis if un.requis]
    jours = [un.le for un in requis if un.reponse == ACCORD and un.le is not None]
    return max(jours) if requis and len(jours) == len(requis) else None


def est_refusee(avis: Iterable[Avis]) -> bool:
    """Tell whether one required signatory disagrees."""
    return any(un.requis and un.reponse == DESACCORD for un in avis)
