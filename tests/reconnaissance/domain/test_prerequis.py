"""Each prerequisite, held and missing; figures frozen."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from maillage.reconnaissance import referentiels
from maillage.reconnaissance.domain.chiffres import Chiffre, changes, empreinte, figer, relire
from maillage.reconnaissance.domain.prerequis import EXAMENS, FaitsReconnaissance, examiner, manquants

pytestmark = pytest.mark.sans_base
COMPLET = FaitsReconnaissance(
    organismes=1,
    propres=frozenset({"AJ", "PMO"}),
    conventionnees=frozenset({"AN"}),
    finess=2,
    coordonnateurs=1,
    communes=3,
    redigees=frozenset({"public", "appui_ressource"}),
)


def _manquants(**champs: Any) -> list[str]:
    faits = dataclasses.replace(COMPLET, **champs)
    return [ligne.regle.code for ligne in manquants(examiner(referentiels.regles_prerequis(), faits))]


def test_un_dispositif_complet_n_a_rien_a_mender() -> None:
    assert _manquants() == []
    assert {regle.code for regle in referentiels.regles_prerequis()} == set(EXAMENS)


@pytest.mark.parametrize(
    ("champs", "code"),
    [
        ({"conventionnees": frozenset()}, "modalites"),
        ({"propres": frozenset(), "conventionnees": frozenset()}, "modalites"),
        ({"organismes": 2}, "montage"),
        ({"organismes": 0}, "montage"),
        ({"montage": "ORGANISATION_PARTENARIALE", "organismes": 1, "accord_partenarial": True}, "montage"),
        ({"montage": "ORGANISATION_PARTENARIALE", "organismes": 2}, "montage"),
        ({"coordonnateurs": 0}, "coordination"),
        ({"coordonnateurs": 0, "redigees": frozenset({"public", "organisation", "appui_ressource"})}, "coordination"),
        ({"communes": 0}, "territoire"),
        ({"redigees": frozenset({"appui_ressource"})}, "territoire"),
        ({"redigees": frozenset({"public"})}, "appui"),
        ({"finess": 0}, "finess"),
    ],
)
def test_ce_qui_manque_est_dit(champs: dict[str, Any], code: str) -> None:
    assert _manquants(**champs) == [code]


def test_une_modalite_par_convention_est_nommee() -> None:
    lignes = examiner(referentiels.regles_prerequis(), COMPLET)
    assert "accueil de nuit (par convention)" in lignes[0].constat
    sans = examiner(referentiels.regles_prerequis(), dataclasses.replace(COMPLET, conventionnees=frozenset()))
    assert "Manque : accueil de nuit." in sans[0].constat


def test_deux_organismes_avec_leur_accord_tiennent() -> None:
    assert _manquants(montage="ORGANISATION_PARTENARIALE", organismes=2, accord_partenarial=True) == []


def test_l_appui_tient_par_ses_actions_ou_par_son_offre() -> None:
    assert _manquants(redigees=frozenset({"public"}), actions_appui=3) == []


def test_chaque_prerequis_dit_ou_corriger_et_qui_aide() -> None:
    for regle in referentiels.regles_prerequis():
        assert regle.corriger and regle.aide and regle.source and regle.statut
        assert regle.url or regle.section
        assert not regle.section or regle.section in referentiels.sections()


def test_les_referentiels_se_repondent() -> None:
    groupes = {groupe for section in referentiels.sections().values() for groupe in section.groupes}
    assert groupes == {definition.groupe for definition in referentiels.definitions().values()}
    assert {genre.modalite for genre in referentiels.genres_de_pieces().values()} == {"", "AJ", "AN", "PMO"}
    assert {"MDPH", "CAF", "CPAM", "EN", "FINESS", "SERAFIN"} <= set(referentiels.effets())


def test_un_chiffre_fige_se_relit_et_dit_ce_qui_change() -> None:
    chiffre = Chiffre("places", "Places", "12", "place", "Places autorisées.", "Structures", "places", "2026-01-05")
    assert relire(figer([chiffre])) == (chiffre,)
    assert changes([chiffre], [dataclasses.replace(chiffre, au="2026-02-01")]) == frozenset()
    assert changes([chiffre], [dataclasses.replace(chiffre, valeur="13")]) == {"places"}
    assert changes([], [chiffre]) == {"places"}


def test_l_empreinte_ne_depend_que_du_contenu() -> None:
    assert empreinte({"a": 1, "b": "é"}) == empreinte({"b": "é", "a": 1})
    assert empreinte({"a": 1}) != empreinte({"a": 2})
