"""What the writings of a file are, without database: categories of documents, how long they are kept.

Source: CNIL, délibérations 2021-028 and 2023-095 (retention); reglementation.md section 9.3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from maillage.socle.domain.typographie import ecrire_compte


@dataclass(frozen=True)
class CategorieDocument:
    """A kind of document of a young person's file: the section that holds it, the rule that keeps it."""

    code: str
    libelle: str
    section: str
    conservation: str


@dataclass(frozen=True)
class RegleConservation:
    """How long a kind of document is kept after the last contact, and never before an age."""

    code: str
    libelle: str
    valable_du: date
    mois: int
    age_plancher: int
    statut: str
    source: str

    @property
    def duree(self) -> str:
        """« 2 ans », « 18 mois »."""
        return f"{self.mois} mois" if self.mois % 12 else ecrire_compte(self.mois // 12, "an")

    def jusqu_au(self, dernier_contact: date, naissance: date | None) -> date | None:
        """Return the last day of keeping; None when the age that it depends on is unknown.

        >>> RegleConservation("D", "", date(2021, 3, 11), 24, 0, "", "").jusqu_au(date(2024, 8, 31), None)
        datetime.date(2026, 8, 31)
        """
        fin = dernier_contact + relativedelta(months=self.mois)
        if not self.age_plancher:
            return fin
        return max(fin, naissance + relativedelta(years=self.age_plancher)) if naissance else None


@dataclass(frozen=True)
class ChampModele:
    """A field of the file that a template may hold. `section`: the one that must be open to whoever makes the document (empty: none)."""

    code: str
    libelle: str
    section: str
    exemple: str


@dataclass(frozen=True)
class ListeModele:
    """A list of the file that a template may go through, the fields of its elements, and an example."""

    code: str
    libelle: str
    section: str
    elements: dict[str, str]
    exemple: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class PhaseVue:
    """A phase as retention sees it: `suivi` when it is the follow-up after exit."""

    fin: date | None
    suivi: bool


def dernier_contact(phases: Iterable[PhaseVue], *, suivi_mois: int) -> date | None:
    """Return the day retention runs from; None while a phase is open, or when there is none.

    An exit without a follow-up phase still has its follow-up counted: its absence is more often an omission than a decision.
    """
    liste = [(phase.fin, phase.suivi) for phase in phases]
    fins = [(fin, suivi) for fin, suivi in liste if fin is not None]
    if not liste or len(fins) < len(liste):
        return None
    suivis = [fin for fin, suivi in fins if suivi]
    return max(
        fin if suivi or any(s >= fin for s in suivis) else fin + relativedelta(months=suivi_mois) for fin, suivi in fins
    )
