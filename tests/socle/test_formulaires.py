"""Bounded years of the date fields."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from maillage.socle.domain.calendrier import ANNEES_DATE_HEURE
from maillage.socle.formulaires import ChampJour, ChampMoment


@pytest.mark.parametrize("saisie", ["0001-01-01", "1899-12-31", "2200-01-01", "12024-01-01", "n'importe quoi"])
def test_une_date_hors_des_annees_du_contrat_est_refusee(saisie: str) -> None:
    with pytest.raises(ValidationError):
        ChampJour("Jour").clean(saisie)


def test_les_dates_du_contrat_passent_bornes_comprises() -> None:
    champ = ChampJour("Jour")
    assert [champ.clean(saisie).year for saisie in ("1900-01-01", "2199-12-31")] == [1900, 2199]


def test_un_jour_qui_aura_une_heure_commence_en_1996() -> None:
    champ = ChampJour("Jour", annees=ANNEES_DATE_HEURE)
    with pytest.raises(ValidationError, match="L'année doit être entre 1996 et 2199"):
        champ.clean("1995-12-31")
    with pytest.raises(ValidationError, match="entre 1996 et 2199"):
        ChampMoment("Moment").clean("1826-03-04T09:00")
