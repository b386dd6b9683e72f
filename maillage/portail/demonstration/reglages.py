"""What a demonstration is made of: its seed, its size, its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from maillage.socle.domain.calendrier import Trimestre, ajouter_annees, trimestre_de

GRAINE = 20240705
"""The decree of 5 July 2024."""
MOIS_D_AGENDA = 15
JOURS_A_VENIR = 12
"""Agendas run a little beyond today, so that there is a week to confirm."""


@dataclass(frozen=True)
class Taille:
    """Number of dispositifs, and of young people in each (before the hard cases)."""

    dispositifs: int
    jeunes: int


TAILLES = {"petite": Taille(2, 8), "moyenne": Taille(8, 30), "region": Taille(24, 49)}
TAILLE_PAR_DEFAUT = "region"


@dataclass(frozen=True)
class Reglages:
    """Same settings, same rows."""

    aujourd_hui: date
    graine: int = GRAINE
    taille: str = TAILLE_PAR_DEFAUT

    @property
    def mesure(self) -> Taille:
        """Size by name, or by number of dispositifs."""
        return Taille(int(self.taille), TAILLES["region"].jeunes) if self.taille.isdigit() else TAILLES[self.taille]

    @property
    def debut(self) -> date:
        """The Monday that opens the agendas, fifteen months back."""
        annees, mois = divmod(MOIS_D_AGENDA, 12)
        jour = ajouter_annees(self.aujourd_hui, -annees)
        for _ in range(mois):
            jour = jour.replace(day=1) - timedelta(days=1)
        return jour - timedelta(days=jour.weekday())

    @property
    def fin(self) -> date:
        return self.aujourd_hui + timedelta(days=JOURS_A_VENIR)

    @property
    def dernier_trimestre(self) -> Trimestre:
        """The last quarter that is over: the one whose return is due."""
        return _precedent(trimestre_de(self.aujourd_hui))

    @property
    def ancien_trimestre(self) -> Trimestre:
        """The first quarter wholly inside the agendas: it keeps the blocking alerts, out of the way of the return that is due."""
        trimestre = trimestre_de(self.debut)
        return trimestre if trimestre.debut >= self.debut else _suivant(trimestre)


def taille_connue(taille: str) -> bool:
    """Tell whether a size is a known name or a number of dispositifs from 1 to 99."""
    return taille in TAILLES or (taille.isdigit() and 1 <= int(taille) <= 99)


def _precedent(trimestre: Trimestre) -> Trimestre:
    return trimestre_de(trimestre.debut - timedelta(days=1))


def _suivant(trimestre: Trimestre) -> Trimestre:
    return trimestre_de(trimestre.fin + timedelta(days=1))
