"""The profession behind a function, small numbers, the window of the evaluation: without a database."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.formations import referentiels
from maillage.formations.domain.metiers import metier_de
from maillage.formations.domain.plancher import masquer


@pytest.mark.parametrize(
    ("fonction", "metier"),
    [
        ("Éducatrice spécialisée", "EDUCATEUR"),
        ("Moniteur-éducateur", "EDUCATEUR"),
        ("Educateur technique spécialisé", "EDUCATEUR"),
        ("Cheffe de service éducatif", "CHEF_DE_SERVICE"),
        ("Coordonnatrice de parcours", "COORDONNATEUR"),
        ("Psychomotricienne", "PSYCHOMOTRICIEN"),
        ("psychologue clinicien", "PSYCHOLOGUE"),
        ("IDE, infirmière", "INFIRMIER"),
        ("Professeure des écoles spécialisée", "ENSEIGNANT"),
        ("Assistante de service social", "ASSISTANT_SOCIAL"),
        ("Surveillant de nuit", "SURVEILLANT_NUIT"),
        ("Moniteur d'atelier", "MONITEUR"),
        ("", "AUTRE"),
        ("Bénévole", "AUTRE"),
    ],
)
def test_la_fonction_dit_le_metier(fonction: str, metier: str) -> None:
    assert metier_de(fonction, referentiels.mots_des_metiers()) == metier


@pytest.mark.parametrize(
    ("comptes", "montres"),
    [
        ({"a": 12, "b": 7}, {"a": 12, "b": 7}),
        ({"a": 12, "b": 7, "c": 2}, {"a": 12, "b": None, "c": None}),
        ({"a": 12, "b": 3, "c": 4}, {"a": 12, "b": None, "c": None}),
        ({"a": 12, "b": 1, "c": 2}, {"a": None, "b": None, "c": None}),
        ({"a": 2}, {"a": None}),
        ({"a": 0, "b": 9}, {"a": 0, "b": 9}),
        ({}, {}),
    ],
)
def test_un_petit_nombre_ne_se_montre_ni_ne_se_devine(comptes: dict[str, int], montres: dict[str, int | None]) -> None:
    assert masquer(comptes, 5) == montres


def test_l_evaluation_s_ouvre_a_trois_mois_et_se_ferme_soixante_jours_apres() -> None:
    reglages = referentiels.reglages(dt.date(2026, 3, 10))
    fin = dt.date(2026, 1, 31)
    assert reglages.fini_avant(dt.date(2026, 4, 30)) == dt.date(2026, 1, 30)
    assert reglages.encore_ouverte(fin, dt.date(2026, 6, 29))
    assert not reglages.encore_ouverte(fin, dt.date(2026, 6, 30))


def test_les_thematiques_sont_celles_du_bilan() -> None:
    assert len(referentiels.thematiques()) == 6
    assert "2021-2024" in referentiels.source_des_thematiques()
