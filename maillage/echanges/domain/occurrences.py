"""What a calendar feed says of an événement, and between which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

JOURS_PASSES = timedelta(days=90)
JOURS_A_VENIR = timedelta(days=180)
TITRES_NEUTRES: dict[str, str] = {
    "DIRECT_JEUNE": "Rendez-vous",
    "DIRECT_ENTOURAGE": "Rendez-vous",
    "INDIRECT": "Réunion",
    "TRANSPORT": "Trajet",
}
"""By category: nothing that tells a care, a place or a person to whoever sees the telephone."""
TITRE_PAR_DEFAUT = "Rendez-vous"


@dataclass(frozen=True)
class OccurrenceDuFlux:
    """One événement of a feed. `debut`, `fin`, `modifie_le` are instants; `lieu` is empty when titles are neutral."""

    identifiant: str
    version: int
    modifie_le: datetime
    debut: datetime
    fin: datetime
    titre: str
    lieu: str = ""
    annulee: bool = False


def titre_neutre(categorie: str) -> str:
    """Return the title shown to anyone."""
    return TITRES_NEUTRES.get(categorie, TITRE_PAR_DEFAUT)


def jours_du_flux(le: date) -> tuple[date, date]:
    """Return the first and last day that a feed read on that day shows."""
    return le - JOURS_PASSES, le + JOURS_A_VENIR
