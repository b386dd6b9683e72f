"""Technical support and trainings in the demonstration: every page shows something, and the same seed writes the same rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps

from maillage.formations.selectors.chiffres import compter
from maillage.portail.demonstration.formations import semer_formations
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.soutien import semer_soutien
from maillage.soutien.selectors.chiffres import compter as compter_soutien
from tests.fabriques import DispositifFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
JOUR = dt.date(2026, 3, 16)
REGLAGES = Reglages(aujourd_hui=JOUR, graine=7, taille="petite")


def table(modele: str) -> Any:
    return apps.get_model(modele)._default_manager


def test_le_soutien_montre_chaque_etat_et_la_graine_decide() -> None:
    DispositifFactory.create_batch(2)
    nombre = semer_soutien(REGLAGES)
    demandes = table("soutien.DemandeSoutien")
    assert set(demandes.values_list("etat", flat=True)) == {"RECUE", "QUALIFIEE", "EN_COURS", "CLOSE"}
    etats = set(table("soutien.Recommandation").values_list("etat", flat=True))
    assert {"PROPOSEE", "ACCEPTEE", "FAITE", "ECARTEE"} <= etats
    lus = compter_soutien(JOUR - dt.timedelta(days=365), JOUR)
    assert lus.visites > 4
    assert lus.situations == 2
    avant = sorted(demandes.values_list("identifiant", "recue_le"))
    for nom in ("VisiteSoutien", "SituationAnalysee", "DemandeSoutien"):
        table(f"soutien.{nom}").all().delete()
    assert semer_soutien(REGLAGES) == nombre
    assert sorted(demandes.values_list("identifiant", "recue_le")) == avant


def test_les_formations_sont_suivies_evaluees_et_demandees() -> None:
    DispositifFactory.create_batch(2)
    assert semer_formations(REGLAGES) > 200
    lus = compter(JOUR - dt.timedelta(days=300), JOUR, le=JOUR)
    assert lus.sessions == 5
    assert lus.jours == 8
    assert lus.distance.ouvert
    assert any(ligne.personnes for ligne in lus.departements)
    assert set(table("formations.BesoinFormation").values_list("etat", flat=True)) == {"EXPRIME", "REPRIS"}
    assert table("formations.SessionFormation").filter(rencontre__etat="ANNONCEE").count() == 1
