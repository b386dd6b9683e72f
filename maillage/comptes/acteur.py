"""The Acteur made from a signed-in user: habilitations of today, loaded once per request."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from maillage.comptes.droits import ROLES, Portee, ouvre
from maillage.socle.acteur import Acces


@dataclass(frozen=True)
class HabilitationActive:
    """A role held today; `dispositifs` is None when it reaches all of them, `departements` when it is not limited to some."""

    role: str
    dispositifs: frozenset[int] | None
    fin: dt.date | None = None
    departements: frozenset[str] | None = None

    @property
    def libelle(self) -> str:
        return ROLES[self.role].libelle if self.role in ROLES else self.role


@dataclass(frozen=True)
class RepresentationActive:
    """In what capacity the person speaks for a young person today."""

    jeune_id: int
    qualite: str


@dataclass(frozen=True)
class ActeurUtilisateur:
    """Implements the Acteur protocol of the shared kernel from declared rights alone."""

    identifiant: int | None
    libelle: str
    professionnel_id: int | None = None
    habilitations: tuple[HabilitationActive, ...] = field(default_factory=tuple)
    representations: tuple[RepresentationActive, ...] = field(default_factory=tuple)

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(sorted({habilitation.role for habilitation in self.habilitations}))

    def peut(self, section: str, acces: Acces = Acces.LECTURE, dispositif_id: int | None = None) -> bool:
        """Tell whether one of the habilitations opens the section, there if a dispositif is given."""
        return any(
            ouvre(habilitation.role, section, acces)
            and (dispositif_id is None or habilitation.dispositifs is None or dispositif_id in habilitation.dispositifs)
            for habilitation in self.habilitations
        )

    def dispositifs(self, section: str, acces: Acces = Acces.LECTURE) -> frozenset[int] | None:
        """Return the dispositifs where the section is open; None means all of them."""
        ouvrantes = [h.dispositifs for h in self.habilitations if ouvre(h.role, section, acces)]
        if None in ouvrantes:
            return None
        return frozenset(pk for dispositifs in ouvrantes if dispositifs is not None for pk in dispositifs)

    def departements(self, section: str, acces: Acces = Acces.LECTURE) -> frozenset[str] | None:
        """Return the only départements that the section is open for; None when one of the habilitations is not limited to some."""
        ouvrantes = [h.departements for h in self.habilitations if ouvre(h.role, section, acces)]
        if None in ouvrantes:
            return None
        return frozenset(code for departements in ouvrantes if departements is not None for code in departements)

    @property
    def jeunes_representes(self) -> frozenset[int]:
        return frozenset(representation.jeune_id for representation in self.representations)

    def qualites_pour(self, jeune_id: int) -> frozenset[str]:
        """Return in what capacities the person speaks for a young person today, none for anyone else's."""
        return frozenset(r.qualite for r in self.representations if r.jeune_id == jeune_id)


@dataclass(frozen=True)
class ActeurRestreint:
    """Someone who acts through a token: never more than themselves, never more than its scope (`section:ACCES`)."""

    porteur: ActeurUtilisateur
    portee: frozenset[str]

    @property
    def identifiant(self) -> int | None:
        return self.porteur.identifiant

    @property
    def libelle(self) -> str:
        return f"{self.porteur.libelle}, par un jeton"

    @property
    def professionnel_id(self) -> int | None:
        return self.porteur.professionnel_id

    @property
    def habilitations(self) -> tuple[HabilitationActive, ...]:
        return self.porteur.habilitations

    @property
    def roles(self) -> tuple[str, ...]:
        return self.porteur.roles

    def _ouvre(self, section: str, acces: Acces) -> bool:
        return f"{section}:{Acces.ECRITURE}" in self.portee or f"{section}:{acces}" in self.portee

    def peut(self, section: str, acces: Acces = Acces.LECTURE, dispositif_id: int | None = None) -> bool:
        """Tell whether both the person and the scope open the section there."""
        return self._ouvre(section, acces) and self.porteur.peut(section, acces, dispositif_id)

    def dispositifs(self, section: str, acces: Acces = Acces.LECTURE) -> frozenset[int] | None:
        """Return where both open the section."""
        return self.porteur.dispositifs(section, acces) if self._ouvre(section, acces) else frozenset()

    def departements(self, section: str, acces: Acces = Acces.LECTURE) -> frozenset[str] | None:
        """Return the départements that both open."""
        return self.porteur.departements(section, acces) if self._ouvre(section, acces) else frozenset()

    @property
    def jeunes_representes(self) -> frozenset[int]:
        return frozenset()

    def qualites_pour(self, jeune_id: int) -> frozenset[str]:
        """Return nothing: a token never speaks for a young person."""
        return frozenset()


ANONYME = ActeurUtilisateur(identifiant=None, libelle="personne non connectée")


def portee(role: str) -> Portee | None:
    """Return how far a role reaches, None for a role that the table no longer knows."""
    return ROLES[role].portee if role in ROLES else None
