"""The sheets of the demonstration: every state, the same at each loading."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from maillage.activite.domain.periode import Periode
from maillage.activite.regles import charger_jeu
from maillage.activite.services.calcul import compter_dispositif
from tests.portail.demonstration import PETITE, charge_puis_oublie, modele

pytestmark = pytest.mark.django_db

GRANDE = replace(PETITE, taille="1")


def _fiches() -> list[tuple[Any, ...]]:
    colonnes = ("identifiant", "etat", "nature", "emission", "signature", "fin_delai", "empreinte")
    return list(modele("liaison.FicheLiaison").order_by("identifiant").values_list(*colonnes))


@pytest.fixture(scope="module")
def fiches(django_db_setup: None, django_db_blocker: Any) -> list[tuple[Any, ...]]:
    with django_db_blocker.unblock(), charge_puis_oublie(GRANDE):
        return _fiches()


def test_la_demonstration_montre_chaque_etat(fiches: list[tuple[Any, ...]]) -> None:
    assert {ligne[1] for ligne in fiches} >= {
        "BROUILLON",
        "EVALUATION_EN_COURS",
        "EN_ATTENTE_SIGNATURE",
        "EN_DELAI_RETRACTATION",
        "TRANSMISE",
        "EN_VIGUEUR",
        "REFUSEE",
        "RETRACTEE",
        "SAISINE_CDAPH",
        "ANNULEE",
    }


def test_un_second_chargement_donne_les_memes_fiches(fiches: list[tuple[Any, ...]]) -> None:
    with charge_puis_oublie(GRANDE):
        assert _fiches() == fiches
        effets = modele("liaison.EffetPeriode").select_related("fiche")
        assert effets.filter(creee=True).exists()
        fiche = effets.filter(creee=False)[0].fiche
        periode = Periode.depuis_libelle(f"{fiche.effet.year}-T{(fiche.effet.month + 2) // 3}")
        resultat = compter_dispositif(fiche.dispositif_id, charger_jeu("aire-2024"), periode).objet()
        changements = resultat["dispositifs"][0]["mesures"]["changements"]
        assert changements["total"] > changements["sans_fiche"]
