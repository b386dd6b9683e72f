from __future__ import annotations

import datetime as dt

import pytest

from maillage.socle.vocabulaire import Modalite
from maillage.structures import referentiels

AUJOURD_HUI = dt.date(2026, 9, 1)


@pytest.mark.parametrize(
    ("code", "le", "attendu"),
    [
        ("117", AUJOURD_HUI, "117"),
        ("110", AUJOURD_HUI, "117"),
        ("110", dt.date(2010, 1, 1), "110"),
        ("420", AUJOURD_HUI, "414"),
        ("322", AUJOURD_HUI, "324"),
        ("ZZZ", AUJOURD_HUI, None),
    ],
)
def test_un_ancien_code_de_public_mene_a_sa_famille(code: str, le: dt.date, attendu: str | None) -> None:
    assert referentiels.public_actuel(code, le=le) == attendu


def test_les_modes_ne_parlent_que_des_trois_modalites() -> None:
    assert referentiels.modes()["48"].modalites == ("AJ", "AN", "PMO")
    for mode in referentiels.modes().values():
        assert set(mode.modalites) <= set(Modalite.values)


def test_les_anciens_codes_menent_a_des_codes_connus() -> None:
    actuels, anciens = referentiels._publics()
    assert {vers for _depuis, vers in anciens.values()} <= actuels.keys()
    assert not anciens.keys() & actuels.keys()


def test_les_seuils_sont_ceux_de_la_date() -> None:
    assert referentiels.seuils(AUJOURD_HUI).score_ban_min == 0.9
    assert {categorie.role for categorie in referentiels.categories().values()} == {"coeur", "partenaire"}


def test_les_categories_disent_le_libelle_officiel() -> None:
    assert referentiels.categories()["186"].sigle == "ITEP"
