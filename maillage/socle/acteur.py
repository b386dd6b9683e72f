"""Who acts: the protocol that every selector and service receives, so that lower contexts never import `comptes`."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Protocol


class Acces(StrEnum):
    """What is asked of a section: reading it, or writing in it (writing includes reading)."""

    LECTURE = "LECTURE"
    ECRITURE = "ECRITURE"


class Acteur(Protocol):
    """The person, or the command, on whose behalf something is read or written."""

    @property
    def identifiant(self) -> int | None:
        """Primary key of the user, None for a command of the operator."""

    @property
    def libelle(self) -> str:
        """Name shown in the journal."""

    @property
    def roles(self) -> Collection[str]:
        """Codes of the roles held today, for the journal and the navigation."""

    @property
    def professionnel_id(self) -> int | None:
        """Primary key of the person's professional record, if any."""

    def peut(self, section: str, acces: Acces = Acces.LECTURE, dispositif_id: int | None = None) -> bool:
        """Tell whether the rights table opens `section`, in that dispositif if one is given, else in any."""

    def dispositifs(self, section: str, acces: Acces = Acces.LECTURE) -> Collection[int] | None:
        """Return the primary keys of the dispositifs where `section` is open; None means all of them."""

    def departements(self, section: str, acces: Acces = Acces.LECTURE) -> Collection[str] | None:
        """Return the codes of the only départements that `section` is open for; None when none of them limits it."""

    @property
    def jeunes_representes(self) -> Collection[int]:
        """Primary keys of the young people that the person is, or represents, today; empty for a professional."""

    def qualites_pour(self, jeune_id: int) -> frozenset[str]:
        """Return in what capacities (codes of liaison/referentiels/qualites.toml) the person speaks for a young person today."""


class ActeurSysteme:
    """A command of the operator: sees everything, and signs its writings as such."""

    identifiant = None
    professionnel_id = None
    jeunes_representes: frozenset[int] = frozenset()

    def __init__(self, libelle: str) -> None:
        self.libelle = libelle
        self.roles: tuple[str, ...] = ("SYSTEME",)

    def peut(self, section: str, acces: Acces = Acces.LECTURE, dispositif_id: int | None = None) -> bool:
        return True

    def dispositifs(self, section: str, acces: Acces = Acces.LECTURE) -> None:
        return None

    def departements(self, section: str, acces: Acces = Acces.LECTURE) -> None:
        return None

    def qualites_pour(self, jeune_id: int) -> frozenset[str]:
        return frozenset()
