from __future__ import annotations

from datetime import date

import pytest

from maillage.socle.domain.calendrier import (
    Trimestre,
    ajouter_annees,
    est_ouvre,
    jours_entre,
    jours_feries,
    semaine_de,
    semaines_entre,
    trimestre_de,
)
from maillage.socle.domain.delais import fin_delai_franc


@pytest.mark.parametrize(
    ("annee", "attendu"), [(2024, [13, 13, 13, 13]), (2026, [13, 13, 13, 14]), (2020, [13, 13, 13, 14])]
)
def test_semaines_par_trimestre(annee: int, attendu: list[int]) -> None:
    trimestres = [Trimestre(annee, numero) for numero in range(1, 5)]
    assert [len(semaines_entre(t.debut, t.fin)) for t in trimestres] == attendu


def test_la_semaine_appartient_a_la_periode_de_son_jeudi() -> None:
    assert str(semaines_entre(date(2024, 10, 1), date(2024, 12, 31))[0]) == "2024-W40"
    assert str(semaine_de(date(2024, 12, 30))) == "2025-W01"
    assert semaines_entre(date(2024, 3, 8), date(2024, 3, 9)) == ()


def test_trimestre_d_une_date() -> None:
    assert str(trimestre_de(date(2024, 9, 30))) == "2024-T3"
    assert Trimestre(2024, 4).fin == date(2024, 12, 31)
    assert len(list(jours_entre(Trimestre(2024, 1).debut, Trimestre(2024, 1).fin))) == 91


def test_onze_jours_feries_dont_quatre_mobiles_ou_voisins() -> None:
    assert len(jours_feries(2024)) == 11
    assert {date(2024, 4, 1), date(2024, 5, 9), date(2024, 5, 20)} <= jours_feries(2024)
    assert not est_ouvre(date(2024, 5, 8))
    assert not est_ouvre(date(2024, 3, 9))
    assert est_ouvre(date(2024, 3, 8))


def test_vingt_neuf_fevrier_tombe_le_vingt_huit() -> None:
    assert ajouter_annees(date(2020, 2, 29), 3) == date(2023, 2, 28)
    assert ajouter_annees(date(2020, 2, 28), 4) == date(2024, 2, 28)


@pytest.mark.parametrize(
    ("depart", "jours", "report", "attendu"),
    [
        (date(2026, 3, 2), 15, True, date(2026, 3, 18)),
        (date(2024, 3, 14), 15, True, date(2024, 4, 2)),
        (date(2024, 3, 14), 15, False, date(2024, 3, 30)),
    ],
)
def test_fin_de_delai_en_jours_francs(depart: date, jours: int, report: bool, attendu: date) -> None:
    assert fin_delai_franc(depart, jours=jours, report_jour_ouvrable=report) == attendu
