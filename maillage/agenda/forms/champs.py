"""The day of something that also has an hour."""

from __future__ import annotations

from typing import Any

from maillage.socle.domain.calendrier import ANNEES_DATE_HEURE
from maillage.socle.formulaires import ChampJour


class ChampJourAgenda(ChampJour):
    """A day that hours will be added to: its years are those of a date and hour."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, annees=ANNEES_DATE_HEURE, **options)
