"""How long a document is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.referentiels import sections_du_dossier
from maillage.projet.domain.ecrits import PhaseVue, dernier_contact
from maillage.projet.referentiels_ecrits import (
    categories,
    champs_de_modele,
    listes_de_modele,
    phrases_proposees,
    regle_conservation,
    section_de_depot,
)

pytestmark = pytest.mark.sans_base
LE = date(2026, 1, 15)
DATES = st.dates(date(2000, 1, 1), date(2030, 12, 31))


def test_le_dossier_se_garde_deux_ans_apres_le_dernier_contact() -> None:
    assert regle_conservation("DOSSIER", LE).jusqu_au(date(2024, 2, 29), None) == date(2026, 2, 28)


def test_la_partie_medicale_se_garde_vingt_ans_et_au_moins_jusqu_a_28_ans() -> None:
    regle = regle_conservation("MEDICAL", LE)
    assert regle.jusqu_au(date(2024, 8, 31), date(2012, 5, 14)) == date(2044, 8, 31)
    assert regle.jusqu_au(date(2024, 8, 31), date(2020, 5, 14)) == date(2048, 5, 14)
    assert regle.jusqu_au(date(2024, 8, 31), None) is None


def test_tant_qu_une_phase_est_ouverte_rien_ne_court() -> None:
    assert dernier_contact([PhaseVue(date(2024, 8, 31), False), PhaseVue(None, True)], suivi_mois=36) is None
    assert dernier_contact([], suivi_mois=36) is None


def test_le_suivi_note_fait_foi_et_son_absence_le_compte_quand_meme() -> None:
    sortie = PhaseVue(date(2024, 8, 31), False)
    assert dernier_contact([sortie], suivi_mois=36) == date(2027, 8, 31)
    assert dernier_contact([sortie, PhaseVue(date(2025, 1, 31), True)], suivi_mois=36) == date(2025, 1, 31)
    retour = PhaseVue(date(2026, 6, 30), False)
    assert dernier_contact([sortie, PhaseVue(date(2025, 1, 31), True), retour], suivi_mois=36) == date(2029, 6, 30)


@given(st.lists(st.tuples(DATES, st.booleans()), min_size=1, max_size=6))
def test_le_dernier_contact_n_est_jamais_avant_la_derniere_fin(phases: list[tuple[date, bool]]) -> None:
    contact = dernier_contact([PhaseVue(fin, suivi) for fin, suivi in phases], suivi_mois=36)
    derniere = max(fin for fin, _ in phases)
    assert contact is not None
    assert derniere <= contact <= derniere + timedelta(days=3 * 366)


def test_chaque_categorie_a_une_section_et_une_regle_sourcee() -> None:
    for categorie in categories().values():
        assert categorie.section in sections_du_dossier()
        assert regle_conservation(categorie.conservation, LE).source


def test_les_champs_et_les_phrases_parlent_de_sections_connues() -> None:
    connues = {"", *sections_du_dossier()}
    assert {champ.section for champ in champs_de_modele().values()} <= connues
    assert {liste.section for liste in listes_de_modele().values()} <= connues
    assert {section for section, _ in phrases_proposees()} <= connues
    assert section_de_depot() in connues
