"""Who of a group is listed on a day: members come and go, what was chosen by hand stays chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Membre:
    """A young person of a group from a day to a day, both included; an empty end means « still »."""

    jeune_id: int
    debut: date
    fin: date | None = None

    def en_est(self, le: date) -> bool:
        return self.debut <= le and (self.fin is None or le <= self.fin)

    def touche(self, debut: date, fin: date | None) -> bool:
        """Tell whether this stay shares a day with [debut, fin]."""
        return (fin is None or self.debut <= fin) and (self.fin is None or debut <= self.fin)


@dataclass(frozen=True)
class Composition:
    """The members of a group over time."""

    membres: tuple[Membre, ...] = ()

    def le(self, jour: date) -> frozenset[int]:
        """Return the young people who belong to the group on a day."""
        return frozenset(membre.jeune_id for membre in self.membres if membre.en_est(jour))

    def inscrits(self, choisis: Iterable[int], jour: date, *, reference: date | None = None) -> frozenset[int]:
        """Return who is listed on `jour`.

        Without a `reference`, the members of that day and those chosen besides. With one (the day whose list was corrected by hand), those added or
        removed there are added or removed here too, and the other members follow the dates of the group.
        """
        voulus = frozenset(choisis)
        membres = self.le(jour)
        if reference is None:
            return membres | (voulus - self._connus())
        attendus = self.le(reference)
        return (membres - (attendus - voulus)) | (voulus - attendus)

    def _connus(self) -> frozenset[int]:
        return frozenset(membre.jeune_id for membre in self.membres)
