"""Delays by département: medians and classes only, and nothing that gives a small number back."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.domain.delais_attente import FileDepartement, LigneDeFile, files_par_departement, jour_arrete

ARRETE = date(2026, 2, 28)
REGLES = {"arrete": ARRETE, "fenetre_mois": 12, "seuil": 11, "classes": (20, 50)}
JOURS = st.dates(date(2024, 1, 1), date(2026, 3, 31))


def _attend(jours: int, departement: str = "31") -> LigneDeFile:
    return LigneDeFile(departement, ARRETE - timedelta(days=jours))


def _admise(jours: int, le: date = ARRETE) -> LigneDeFile:
    return LigneDeFile("31", le - timedelta(days=jours), admission=le)


def test_sous_le_plancher_rien_ne_se_dit() -> None:
    (file,) = files_par_departement([_attend(n) for n in range(10)] + [_admise(n) for n in range(10)], **REGLES)
    assert file == FileDepartement("31", None, None, "moins de 11")


@pytest.mark.parametrize(
    ("nombre", "taille"),
    [(11, "de 11 à 20"), (20, "de 11 à 20"), (21, "de 21 à 50"), (50, "de 21 à 50"), (51, "plus de 50")],
)
def test_la_file_se_dit_par_classe(nombre: int, taille: str) -> None:
    (file,) = files_par_departement([_attend(n) for n in range(nombre)], **REGLES)
    assert file.taille == taille
    assert file.mediane_attente == median(range(nombre))


def test_seules_les_admissions_de_la_fenetre_comptent() -> None:
    anciennes = [_admise(5, date(2025, 2, 28)) for _ in range(20)]
    recentes = [_admise(n, date(2025, 3, 1)) for n in range(11)]
    a_venir = [LigneDeFile("31", ARRETE, admission=date(2026, 3, 1)) for _ in range(3)]
    (file,) = files_par_departement([*anciennes, *recentes, *a_venir], **REGLES)
    assert file.mediane_admission == 5
    assert file.taille == "moins de 11"


def test_les_chiffres_bougent_une_fois_par_mois() -> None:
    assert jour_arrete(date(2026, 3, 1)) == jour_arrete(date(2026, 3, 31)) == ARRETE
    assert jour_arrete(date(2026, 1, 15)) == date(2025, 12, 31)


LIGNES = st.builds(
    LigneDeFile, st.sampled_from(("31", "34")), JOURS, st.one_of(st.none(), JOURS), st.one_of(st.none(), JOURS)
)


@given(st.lists(LIGNES, max_size=40))
def test_aucun_nombre_de_personnes_ne_sort(lignes: list[LigneDeFile]) -> None:
    files = files_par_departement(lignes, **REGLES)
    assert [file.departement for file in files] == sorted({ligne.departement for ligne in lignes})
    assert {champ.name for champ in fields(FileDepartement)} == {
        "departement",
        "mediane_admission",
        "mediane_attente",
        "taille",
    }
    for file in files:
        attendent = [
            ligne
            for ligne in lignes
            if ligne.departement == file.departement
            and ligne.reception <= ARRETE
            and not any(jour is not None and jour <= ARRETE for jour in (ligne.admission, ligne.cloture))
        ]
        assert (file.taille == "moins de 11") == (len(attendent) < 11)
        assert (file.mediane_attente is None) == (len(attendent) < 11)
