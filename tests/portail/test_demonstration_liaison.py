"""The sheets of the demonstration: every state, and a change that counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from maillage.activite.domain.periode import Periode
from maillage.activite.regles import charger_jeu
from maillage.activite.services.calcul import compter_dispositif
from tests.portail.demonstration import GRANDE, lecteur, modele

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]


@dataclass(frozen=True)
class Fiches:
    """What was loaded, and what the quarter of a change counts."""

    etats: set[str]
    periodes_ouvertes: int
    changements: dict[str, int]


@lecteur(GRANDE)
def _lire() -> Fiches:
    effets = modele("liaison.EffetPeriode").select_related("fiche")
    fiche = effets.filter(creee=False)[0].fiche
    periode = Periode.depuis_libelle(f"{fiche.effet.year}-T{(fiche.effet.month + 2) // 3}")
    resultat = compter_dispositif(fiche.dispositif_id, charger_jeu("aire-2024"), periode).objet()
    return Fiches(
        etats=set(modele("liaison.FicheLiaison").values_list("etat", flat=True)),
        periodes_ouvertes=effets.filter(creee=True).count(),
        changements=resultat["dispositifs"][0]["mesures"]["changements"],
    )


@pytest.fixture
def semees(lectures: dict[str, Any]) -> Fiches:
    return lectures[__name__]


def test_la_demonstration_montre_chaque_etat(semees: Fiches) -> None:
    assert semees.etats >= {
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


def test_un_changement_en_vigueur_change_le_compte_du_trimestre(semees: Fiches) -> None:
    assert semees.periodes_ouvertes > 0
    assert semees.changements["total"] > semees.changements["sans_fiche"]
