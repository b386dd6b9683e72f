"""Who must agree to a project, what they may answer, and what their answers give.

Source: CASF L. 311-3 7° and L. 311-4 (the person, or their legal representative); a minor's own view is asked for and does not decide alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from maillage.projet.domain.erreurs import ErreurProjet


class ReponseProjet(StrEnum):
    """With reserves is an agreement whose reserves are written and shown."""

    ACCORD = "ACCORD"
    RESERVES = "RESERVES"
    REFUS = "REFUS"


LIBELLES_REPONSES: dict[ReponseProjet, str] = {
    ReponseProjet.ACCORD: "D'accord",
    ReponseProjet.RESERVES: "D'accord, avec des réserves",
    ReponseProjet.REFUS: "Pas d'accord",
}
TONS_REPONSES: dict[ReponseProjet, str] = {
    ReponseProjet.ACCORD: "succes",
    ReponseProjet.RESERVES: "attention",
    ReponseProjet.REFUS: "danger",
}


@dataclass(frozen=True)
class QualiteAccord:
    """In what capacity someone answers; `requise`: without this answer nothing is agreed; `majeur`: for an adult, a minor, or both (None)."""

    code: str
    libelle: str
    requise: bool
    majeur: bool | None = None


@dataclass(frozen=True)
class AvisRecueilli:
    """The answer of one person: empty while it is awaited."""

    requis: bool
    reponse: str = ""
    le: date | None = None


def verifier_qualites(qualites: Sequence[QualiteAccord], *, majeur: bool) -> None:
    """Refuse a proposal without anyone whose answer decides, or with someone who does not fit the age of the young person."""
    for qualite in qualites:
        if qualite.majeur is not None and qualite.majeur != majeur:
            age = "majeur" if majeur else "mineur"
            raise ErreurProjet(
                f"« {qualite.libelle} » ne convient pas : le jeune est {age}. Choisissez une autre qualité."
            )
    if not any(qualite.requise for qualite in qualites):
        raise ErreurProjet(
            "Écrivez qui doit donner son accord : le jeune majeur, ou au moins un parent ou représentant légal."
        )


def verifier_reponse(reponse: str, commentaire: str, *, proposee: date, le: date, aujourd_hui: date) -> None:
    """Refuse reserves that are not written, a refusal without a word is allowed; a day before the proposal or in the future."""
    if reponse == ReponseProjet.RESERVES and not commentaire.strip():
        raise ErreurProjet("Écrivez les réserves, avec les mots de la personne.", champ="commentaire")
    if le < proposee:
        raise ErreurProjet("Cette date est avant la proposition du projet.", champ="le")
    if le > aujourd_hui:
        raise ErreurProjet("Cette date est dans l'avenir.", champ="le")


def date_d_accord(avis: Iterable[AvisRecueilli]) -> date | None:
    """Return the day of the last necessary agreement, None while one is missing."""
    requis = [un for un in avis if un.requis]
    donnes = [
        un.le for un in requis if un.reponse in {ReponseProjet.ACCORD, ReponseProjet.RESERVES} and un.le is not None
    ]
    return max(donnes) if requis and len(donnes) == len(requis) else None


def est_refuse(avis: Iterable[AvisRecueilli]) -> bool:
    """Tell whether one necessary answer is a refusal."""
    return any(un.requis and un.reponse == ReponseProjet.REFUS for un in avis)
