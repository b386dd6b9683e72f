"""Scenarios of antennes as spreadsheets: one by commune, several side by side, the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from maillage.cartographie.models import EtatEtude, ScenarioAntenne
from maillage.cartographie.presentation.antennes import (
    LIBELLES,
    STATUTS,
    STATUTS_COURTS,
    communes_changees,
    source_du_scenario,
    tableau,
    tableau_des_scenarios,
)
from maillage.socle.tableur import Cellule, Feuille

COLONNES = (
    "Scénario", "Dispositif", "On cherche", "Antennes à ouvrir", "Premier choix", "Minutes en moyenne, aujourd'hui",
    "Minutes en moyenne, ensuite", "Habitants qui gagnent", "Habitants qui perdent", "Preuve", "État", "Demandé le", "Demandé par",
)  # fmt: skip


def feuille_scenario(scenario: ScenarioAntenne) -> Feuille:
    """One row by commune; the comparison, its status and its sources in the notes."""
    statut, _ = STATUTS[scenario.resultat["statut"]]
    entetes = [colonne["nom"] for colonne in scenario.resultat["colonnes"]]
    notes = [
        f"{scenario.nom} : {statut}. {scenario.get_objectif_display()}.",
        f"Sources : {source_du_scenario(scenario)}.",
        f"Comparés : {' | '.join(entetes)}",
        *(f"{libelle} : {' | '.join(valeurs)}" for libelle, valeurs in tableau(scenario)),
    ]
    lignes = [
        [c["code"], c["nom"], c["population"], c["avant"], c["apres"], LIBELLES[c["sens"]]]
        for c in communes_changees(scenario)
    ]
    colonnes = ("Code", "Commune", "Habitants", "Minutes aujourd'hui", "Minutes avec le premier choix", "Ce qui change")
    return Feuille("Scénario d'antenne", colonnes, lignes, notes)


def feuille_comparaison(scenarios: Sequence[ScenarioAntenne]) -> Feuille:
    """One row by measure, one column by scenario."""
    lignes: list[list[Cellule]] = [[libelle, *valeurs] for libelle, valeurs in tableau_des_scenarios(scenarios)]
    notes = ["Des scénarios ne se comparent bien que sur le même territoire et avec les mêmes temps de trajet."]
    return Feuille("Scénarios comparés", ("Mesure", *(scenario.nom for scenario in scenarios)), lignes, notes)


def feuille_scenarios(scenarios: Iterable[ScenarioAntenne]) -> Feuille:
    """One row by scenario kept, with its first choice."""
    return Feuille("Scénarios d'antenne", COLONNES, [_scenario(scenario) for scenario in scenarios])


def _scenario(scenario: ScenarioAntenne) -> list[Cellule]:
    finie = scenario.etat == EtatEtude.FINIE
    colonnes: list[dict[str, Any]] = scenario.resultat["colonnes"] if finie else []
    avant: dict[str, Any] = colonnes[0] if colonnes else {}
    choix: dict[str, Any] = colonnes[1] if len(colonnes) > 1 else {}
    return [
        scenario.nom,
        scenario.dispositif.nom,
        scenario.get_objectif_display(),
        scenario.ouvertures,
        choix.get("nom"),
        avant.get("moyenne"),
        choix.get("moyenne"),
        choix.get("population_gagne"),
        choix.get("population_perd"),
        STATUTS_COURTS[scenario.resultat["statut"]] if finie else None,
        scenario.get_etat_display(),
        timezone.localdate(scenario.demandee_le),
        scenario.demandee_par,
    ]
