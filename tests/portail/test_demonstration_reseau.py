"""The life of the network in the demonstration: every page shows something, and the same seed writes the same rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps

from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.reseau import semer_reseau
from maillage.reseau.selectors.bilans import lire_bilan
from tests.fabriques import DispositifFactory, UtilisateurFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
REGLAGES = Reglages(aujourd_hui=dt.date(2026, 3, 16), graine=7, taille="petite")


def table(nom: str) -> Any:
    return apps.get_model("reseau", nom)._default_manager


def test_chaque_page_montre_quelque_chose_et_la_graine_decide() -> None:
    UtilisateurFactory(email="direction@demo.maillage.test")
    DispositifFactory.create_batch(2)
    assert semer_reseau(REGLAGES) > 60
    assert table("OffreExperience").count() == 6
    assert table("QuestionExperience").filter(reponse="").count() == 1
    assert {bilan.etat for bilan in table("BilanReseau").all()} == {"ARRETE", "BROUILLON"}
    assert lire_bilan(table("BilanReseau").get(etat="ARRETE")).intact
    oublie = table("ContactMission").filter(dispositif__pk=apps.get_model("structures.Dispositif").objects.last().pk)
    assert oublie.latest("date").date < dt.date(2025, 3, 16)
    avant = sorted(table("ContactMission").values_list("date", "objet"))
    for nom in ("ContactMission", "BilanReseau", "LettreReseau", "OffreExperience"):
        table(nom).all().delete()
    table("VersionPage").all().delete()
    apps.get_model("socle", "LotCourriels").objects.all().delete()
    semer_reseau(REGLAGES)
    assert sorted(table("ContactMission").values_list("date", "objet")) == avant
