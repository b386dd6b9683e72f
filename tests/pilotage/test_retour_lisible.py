"""Small counts of persons of one dispositif never reach the authority."""

from __future__ import annotations

from typing import Any

import pytest

from maillage.pilotage.domain.retour_lisible import MASQUE, mesures_lisibles


def mesures(*, stricte: int = 40, elargie: int = 46, multi: int = 7, creton: int = 0) -> dict[str, Any]:
    return {
        "file_active": {"stricte": stricte, "elargie": elargie, "suivi": 2},
        "multi_modalite": {"jeunes": multi, "taux": multi / stricte if stricte else None},
        "creton": {"jeunes": creton, "presents": stricte, "taux": 0.0},
        "journees": 3.5,
        "unites": None,
        "territoire": {"fa_par_commune": {"99001": 1}},
    }


@pytest.mark.parametrize(("effectif", "montre"), [(0, 0), (1, MASQUE), (4, MASQUE), (5, 5)])
def test_un_petit_effectif_est_masque_zero_se_montre(effectif: int, montre: object) -> None:
    assert dict(mesures_lisibles(mesures(multi=effectif)))["multi_modalite.jeunes"] == montre


def test_une_difference_ne_rend_pas_un_petit_effectif() -> None:
    assert dict(mesures_lisibles(mesures(stricte=40, elargie=43)))["file_active.elargie"] == MASQUE


def test_un_taux_suit_ses_deux_termes() -> None:
    assert dict(mesures_lisibles(mesures(multi=2)))["multi_modalite.taux"] == MASQUE
    assert dict(mesures_lisibles(mesures(stricte=4, elargie=4, multi=0)))["multi_modalite.taux"] == MASQUE


def test_une_mesure_d_activite_se_montre_et_rien_d_autre_ne_sort() -> None:
    lisibles = dict(mesures_lisibles(mesures()))
    assert lisibles["journees"] == 3.5
    assert not {chemin for chemin in lisibles if chemin.startswith(("territoire", "file_active.suivi", "unites"))}
