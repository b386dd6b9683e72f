"""What a decision and a recognition bring: axes to carry, effects to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SectionDeclaree:
    """A line of sections.toml: a part of the dossier and the questions that it answers."""

    code: str
    titre: str
    questions: tuple[str, ...]
    groupes: tuple[str, ...] = ()
    obligatoire: bool = False


@dataclass(frozen=True)
class GenrePiece:
    """A kind of attachment; `modalite`: that it brings by convention; `accord`: it binds several organismes."""

    code: str
    libelle: str
    modalite: str = ""
    accord: bool = False


@dataclass(frozen=True)
class EffetDeclare:
    """A line of effets.toml: what is to be done once recognised, within how many days; `par_etablissement`: one line for each FINESS number."""

    code: str
    libelle: str
    jours: int
    source: str
    par_etablissement: bool = False
    partenarial: bool = False


@dataclass(frozen=True)
class AxeDemande:
    """A line of a work plan: what, who carries it, before when."""

    libelle: str
    qui: str
    avant_le: date


@dataclass(frozen=True)
class ArreteSigne:
    """An order as it is signed: of which organisme (key), its number and day."""

    organisme_id: int
    numero: str
    signe_le: date
