"""The period of a count: label, bounds, date of closing (*arrêté*), weeks (R2) and quarters of the small counters (R24)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.socle.domain.calendrier import Semaine, Trimestre, semaines_entre, trimestre_de

DELAI_ARRETE = timedelta(days=10)
MOTIF_LIBELLE = re.compile(r"(20[0-9]{2}|2100)(?:-T([1-4]))?")


class PeriodeInvalide(ValueError):  # noqa: N818
    """The label is neither AAAA nor AAAA-T1..T4, or the end is before the start."""


@dataclass(frozen=True)
class Periode:
    """[debut, fin], both included. `fenetre`: explicit bounds, counted as one quarter whatever its length (R24)."""

    libelle: str
    debut: date
    fin: date
    arrete: date
    fenetre: bool = False

    def __post_init__(self) -> None:
        if self.fin < self.debut:
            raise PeriodeInvalide("la fin précède le début")

    @classmethod
    def depuis_libelle(
        cls, libelle: str, *, debut: date | None = None, fin: date | None = None, arrete: date | None = None
    ) -> Periode:
        """From `AAAA` or `AAAA-Tn`; `debut` and `fin`, both or none, replace the bounds. `arrete`: fin + 10 days."""
        premier, dernier = bornes_du_libelle(libelle)
        fenetre = debut is not None and fin is not None
        premier, dernier = debut or premier, fin or dernier
        return cls(libelle, premier, dernier, arrete or dernier + DELAI_ARRETE, fenetre)

    @property
    def semaines(self) -> tuple[Semaine, ...]:
        """ISO weeks whose Thursday is in the period (R2)."""
        return semaines_entre(self.debut, self.fin)

    def compteur(self, semaine: Semaine) -> str:
        """Name of the counter of minutes under the first threshold that a week feeds (R24)."""
        return self.libelle if self.fenetre else str(trimestre_de(semaine.jeudi))

    @property
    def premier_jour_utile(self) -> date:
        """First date a slot or a night of which may count; the night before the period makes a day of boarding (R12)."""
        lundis = [semaine.lundi for semaine in self.semaines[:1]]
        return min([self.debut, *lundis]) - timedelta(days=1)

    @property
    def dernier_jour_utile(self) -> date:
        """Last date an event of which may count: a night is held by an event of the next morning."""
        dimanches = [semaine.dimanche for semaine in self.semaines[-1:]]
        return max([self.fin, *dimanches]) + timedelta(days=1)


def bornes_du_libelle(libelle: str) -> tuple[date, date]:
    """First and last day of a civil quarter or year, 2000 to 2100."""
    trouve = MOTIF_LIBELLE.fullmatch(libelle)
    if trouve is None:
        raise PeriodeInvalide(f"période invalide « {libelle} », attendu AAAA ou AAAA-T1 à AAAA-T4, de 2000 à 2100")
    annee, numero = int(trouve[1]), trouve[2]
    premier, dernier = (Trimestre(annee, int(numero)),) * 2 if numero else (Trimestre(annee, 1), Trimestre(annee, 4))
    return premier.debut, dernier.fin
