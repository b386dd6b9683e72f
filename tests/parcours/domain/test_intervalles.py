"""Overlaps, stays, ages and words of dated facts."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.domain.age import age_le
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.identite import Identite, verifier_identite
from maillage.parcours.domain.intervalles import (
    Intervalle,
    premier_chevauchement,
    refus_de_chevauchement,
    sejours,
)

JOURS = st.dates(date(2024, 1, 1), date(2025, 12, 31))


@st.composite
def intervalles(draw: st.DrawFn) -> Intervalle:
    debut = draw(JOURS)
    return Intervalle(debut, draw(st.one_of(st.none(), st.dates(debut, date(2026, 6, 30)))))


@given(intervalles(), intervalles(), JOURS)
def test_deux_intervalles_qui_couvrent_un_meme_jour_se_chevauchent(a: Intervalle, b: Intervalle, jour: date) -> None:
    assert a.chevauche(b) == b.chevauche(a)
    if a.couvre(jour) and b.couvre(jour):
        assert a.chevauche(b)


@given(st.lists(intervalles(), max_size=6))
def test_les_sejours_couvrent_les_memes_jours_et_ne_se_touchent_pas(phases: list[Intervalle]) -> None:
    fusionnes = sejours(phases)
    for phase in phases:
        assert any(sejour.couvre(phase.debut) for sejour in fusionnes)
    for avant, apres in itertools.pairwise(fusionnes):
        assert avant.fin is not None
        assert (apres.debut - avant.fin).days > 1


def test_un_renouvellement_est_un_seul_sejour() -> None:
    suite = [Intervalle(date(2024, 1, 1), date(2024, 8, 31)), Intervalle(date(2024, 9, 1))]
    assert [(s.debut, s.fin) for s in sejours(suite)] == [(date(2024, 1, 1), None)]


def test_le_refus_nomme_les_deux_periodes() -> None:
    nouveau = Intervalle(date(2025, 3, 1), None, "accueil de jour")
    autre = Intervalle(date(2025, 1, 6), date(2025, 3, 1), "accueil de jour")
    assert premier_chevauchement(nouveau, [autre]) is autre
    message = refus_de_chevauchement(nouveau, autre)
    assert "accueil de jour depuis le 1er mars 2025" in message
    assert "accueil de jour du 6 janvier 2025 au 1er mars 2025" in message


@pytest.mark.parametrize(
    ("naissance", "jour", "age"),
    [
        (date(2012, 5, 14), date(2025, 5, 13), 12),
        (date(2012, 5, 14), date(2025, 5, 14), 13),
        (date(2004, 2, 29), date(2024, 2, 28), 19),
        (date(2004, 2, 29), date(2025, 2, 28), 20),
        (date(2004, 2, 29), date(2025, 3, 1), 21),
    ],
)
def test_age_a_une_date(naissance: date, jour: date, age: int) -> None:
    assert age_le(naissance, jour) == age


@pytest.mark.parametrize(
    ("identite", "champ"),
    [
        (Identite(" ", "Sacha"), "nom"),
        (Identite("Nomfictif", ""), "prenom"),
        (Identite("Nomfictif", "Sacha", date(2030, 1, 1)), "naissance"),
        (Identite("Nomfictif", "Sacha", date(1930, 1, 1)), "naissance"),
    ],
)
def test_une_identite_impossible_est_refusee_a_son_champ(identite: Identite, champ: str) -> None:
    with pytest.raises(ErreurParcours) as refus:
        verifier_identite(identite, date(2026, 1, 1))
    assert refus.value.champ == champ
