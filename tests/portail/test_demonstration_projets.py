"""Projects and eco-maps of the demonstration: every state, words that compare, maps that changed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.portail.demonstration import AUJOURD_HUI, GRANDE, lecteur, modele

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]


@lecteur(GRANDE)
def _lire() -> dict[str, Any]:
    projets = modele("projet.ProjetPersonnalise")
    return {
        "etats": set(projets.values_list("etat", flat=True)),
        "reponses": set(modele("projet.AccordProjet").values_list("reponse", flat=True)),
        "cartes": modele("projet.ElementEcocarte").values("jeune").distinct().count(),
        "changes": modele("projet.LienEcocarte").filter(fin__lt=AUJOURD_HUI).count(),
        "evaluations": modele("projet.EvaluationProjet").count(),
    }


@pytest.fixture
def semes(lectures: dict[str, Any]) -> dict[str, Any]:
    return lectures[__name__]


def test_la_demonstration_montre_chaque_etat_d_un_projet(semes: dict[str, Any]) -> None:
    assert semes["etats"] >= {"BROUILLON", "PROPOSE", "REFUSE", "ACCORDE", "EVALUE", "REMPLACE"}
    assert semes["reponses"] >= {"", "ACCORD", "RESERVES", "REFUS"}
    assert semes["evaluations"] > 0


def test_la_demonstration_a_des_eco_cartes_qui_ont_change(semes: dict[str, Any]) -> None:
    assert semes["cartes"] >= 3
    assert semes["changes"] >= semes["cartes"]
