"""Projects and eco-maps of the demonstration: every state, words that compare, maps that changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.portail.demonstration import AUJOURD_HUI, PETITE, charge_puis_oublie, modele

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
GRANDE = replace(PETITE, taille="1")


@pytest.fixture(scope="module")
def semes(django_db_setup: None, django_db_blocker: Any) -> dict[str, Any]:
    with django_db_blocker.unblock(), charge_puis_oublie(GRANDE):
        projets = modele("projet.ProjetPersonnalise")
        return {
            "etats": set(projets.values_list("etat", flat=True)),
            "jeunes": projets.values("jeune").distinct().count(),
            "accompagnes": modele("parcours.Phase")
            .filter(type="ACCOMPAGNEMENT", fin=None, dispositif=projets.first().dispositif_id)
            .count(),
            "reponses": set(modele("projet.AccordProjet").values_list("reponse", flat=True)),
            "cartes": modele("projet.ElementEcocarte").values("jeune").distinct().count(),
            "changes": modele("projet.LienEcocarte").filter(fin__lt=AUJOURD_HUI).count(),
            "evaluations": modele("projet.EvaluationProjet").count(),
        }


def test_la_demonstration_montre_chaque_etat_d_un_projet(semes: dict[str, Any]) -> None:
    assert semes["etats"] >= {"BROUILLON", "PROPOSE", "REFUSE", "ACCORDE", "EVALUE", "REMPLACE"}
    assert semes["reponses"] >= {"", "ACCORD", "RESERVES", "REFUS"}
    assert semes["evaluations"] > 0


def test_la_demonstration_a_des_eco_cartes_qui_ont_change(semes: dict[str, Any]) -> None:
    assert semes["cartes"] >= 3
    assert semes["changes"] >= semes["cartes"]
