"""French writing of numbers, durations and dates."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.socle.domain import typographie as t

FINE = "\u202f"


@pytest.mark.parametrize(
    ("valeur", "decimales", "attendu"),
    [
        (0, None, "0"),
        (999, None, "999"),
        (1234567, None, f"1{FINE}234{FINE}567"),
        (1234.5, None, f"1{FINE}234,5"),
        (Decimal("1234.505"), None, f"1{FINE}234,51"),
        (2.0, None, "2"),
        (2.0, 1, "2,0"),
        (0.125, 2, "0,13"),
        (-3.5, None, "−3,5"),
        (-0.001, None, "0"),
    ],
)
def test_un_nombre_s_ecrit_a_la_francaise(valeur: float, decimales: int | None, attendu: str) -> None:
    assert t.ecrire_nombre(valeur, decimales) == attendu


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_un_entier_ecrit_se_relit(valeur: int) -> None:
    assert int(t.ecrire_nombre(valeur).replace(FINE, "").replace("−", "-")) == valeur


@pytest.mark.parametrize(
    ("ratio", "decimales", "attendu"),
    [(0.853, None, "85"), (0.853, 1, "85,3"), (1, None, "100"), (0.005, None, "1"), (0, None, "0")],
)
def test_un_ratio_devient_un_pourcentage(ratio: float, decimales: int | None, attendu: str) -> None:
    assert t.ecrire_taux(ratio, decimales) == f"{attendu}{FINE}%"


@pytest.mark.parametrize(
    ("minutes", "attendu"),
    [
        (150, "2 h 30"),
        (125, "2 h 05"),
        (120, "2 h"),
        (45, "45 min"),
        (0, "0 min"),
        (60_060, "1 001 h"),
        (59.6, "1 h"),
        (-90, "−1 h 30"),
    ],
)
def test_des_minutes_deviennent_des_heures(minutes: float, attendu: str) -> None:
    assert t.ecrire_duree(minutes) == attendu.replace(" ", FINE)


def test_une_date_se_dit_avec_son_jour() -> None:
    assert t.ecrire_jour(dt.date(2025, 3, 3)) == "lundi 3 mars"
    assert t.ecrire_jour(dt.date(2025, 3, 1)) == "samedi 1er mars"
    assert t.ecrire_jour_annee(dt.date(2025, 8, 31)) == "dimanche 31 août 2025"


@pytest.mark.parametrize(
    ("heure", "attendu"), [(dt.time(9, 30), "9 h 30"), (dt.time(14), "14 h"), (dt.time(0, 5), "0 h 05")]
)
def test_une_heure_s_ecrit_avec_h(heure: dt.time, attendu: str) -> None:
    assert t.ecrire_heure(heure) == attendu.replace(" ", FINE)


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        ("2025-03-01", "2025-03-31", "du 1er au 31 mars 2025"),
        ("2025-01-01", "2025-03-31", "du 1er janvier au 31 mars 2025"),
        ("2024-12-30", "2025-01-05", "du 30 décembre 2024 au 5 janvier 2025"),
        ("2025-03-03", "2025-03-03", "le lundi 3 mars 2025"),
    ],
)
def test_une_periode_ne_repete_pas_ce_qui_est_commun(debut: str, fin: str, attendu: str) -> None:
    assert t.ecrire_periode(dt.date.fromisoformat(debut), dt.date.fromisoformat(fin)) == attendu


def test_le_pluriel_commence_a_deux() -> None:
    assert t.ecrire_compte(0, "jeune") == "0 jeune"
    assert t.ecrire_compte(1, "jeune") == "1 jeune"
    assert t.ecrire_compte(1200, "jeune") == f"1{FINE}200 jeunes"
    assert t.ecrire_compte(2, "travail", "travaux") == "2 travaux"


@pytest.mark.parametrize(
    ("libelle", "attendu"),
    [
        ("2026-T1", "1er trimestre 2026"),
        ("2026-T4", "4e trimestre 2026"),
        ("2026", "année 2026"),
        ("2026-T5", "2026-T5"),
    ],
)
def test_une_periode_se_dit_en_mots(libelle: str, attendu: str) -> None:
    assert t.ecrire_trimestre(libelle) == attendu
