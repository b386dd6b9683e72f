"""Same seed, same rows; the size is a name or a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.validators import validate_slug

from maillage.portail.demonstration import noms
from maillage.portail.demonstration.chargement import Contenu, contenu_de_la_base
from maillage.portail.demonstration.reglages import Reglages, taille_connue
from maillage.portail.demonstration.temps import Calendrier, instant
from tests.fabriques import DispositifFactory
from tests.portail.demonstration import GRANDE, PETITE, charge_puis_oublie, empreintes, lecteur

pytestmark = pytest.mark.une_base


@lecteur(GRANDE)
def _lire() -> dict[str, str]:
    return empreintes()


@pytest.mark.django_db
def test_la_meme_graine_donne_les_memes_lignes_et_une_autre_non(lectures: dict[str, Any]) -> None:
    premieres = lectures[__name__]
    with charge_puis_oublie(GRANDE):
        assert empreintes() == premieres
    with charge_puis_oublie(replace(GRANDE, graine=8)):
        autres = empreintes()
    assert autres["parcours.Jeune"] != premieres["parcours.Jeune"]
    assert autres["agenda.Evenement"] != premieres["agenda.Evenement"]


@pytest.mark.django_db
def test_une_base_de_vraies_donnees_est_reconnue() -> None:
    assert contenu_de_la_base(PETITE) is Contenu.VIDE
    DispositifFactory()
    assert contenu_de_la_base(PETITE) is Contenu.DONNEES


@pytest.mark.parametrize(
    ("taille", "connue"), [("petite", True), ("region", True), ("12", True), ("0", False), ("100", False), ("x", False)]
)
def test_une_taille_est_un_nom_ou_un_nombre(taille: str, connue: bool) -> None:
    assert taille_connue(taille) is connue


@pytest.mark.parametrize("jour", [date(2026, 3, 31), date(2024, 2, 29), date(2026, 11, 25)])
def test_quinze_mois_et_leurs_trimestres(jour: date) -> None:
    reglages = Reglages(aujourd_hui=jour)
    assert reglages.debut.weekday() == 0
    assert 440 <= (jour - reglages.debut).days <= 475
    assert reglages.ancien_trimestre.debut >= reglages.debut
    assert reglages.dernier_trimestre.fin < jour
    assert reglages.ancien_trimestre < reglages.dernier_trimestre


def test_chaque_dispositif_a_une_adresse() -> None:
    codes = [noms.code_de_dispositif("DIME", noms.nom_de_lieu(rang)) for rang in range(99)]
    assert len(set(codes)) == len(codes)
    assert [code for code in codes if not validate_slug.regex.fullmatch(code)] == []


def test_les_moments_locaux_suivent_l_heure_d_ete() -> None:
    assert instant(date(2026, 1, 5), 9 * 60) == "2026-01-05 08:00:00"
    assert instant(date(2026, 7, 6), 9 * 60) == "2026-07-06 07:00:00"
    assert instant(date(2025, 10, 25), 32 * 60) == "2025-10-26 07:00:00"


def test_le_calendrier_ferme_une_partie_des_vacances() -> None:
    calendrier = Calendrier(date(2025, 9, 1), date(2026, 8, 31), ferme_la_premiere_semaine=False)
    assert date(2025, 12, 24) in calendrier.fermetures
    assert date(2025, 10, 21) in calendrier.ouverts
    assert date(2025, 10, 21) not in calendrier.scolaires
    assert date(2025, 10, 29) not in calendrier.ouverts
    assert date(2026, 5, 1) not in calendrier.ouverts
    assert date(2026, 4, 30) not in calendrier.nuits
    assert 190 <= len(calendrier.ouverts) <= 235
