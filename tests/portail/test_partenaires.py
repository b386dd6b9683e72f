"""Partners with their agreement and their last contact: only what is open to the person."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.fabriques import DispositifFactory, EvenementFactory, HabilitationFactory, PartenaireFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]


def _client(role: str, dispositif: object) -> Client:
    client = Client()
    client.force_login(HabilitationFactory(role=role, dispositif=dispositif).utilisateur)
    return client


def test_la_direction_voit_accords_et_contacts_un_professionnel_les_contacts_seuls() -> None:
    dispositif, le = DispositifFactory(code="garrigue"), timezone.localdate()
    club, ecole = PartenaireFactory(nom="Club des Pins"), PartenaireFactory(nom="École des Pins")
    dispositif.partenaires.add(club, ecole)
    apps.get_model("conventions.AccordBilateral").objects.create(
        dispositif=dispositif,
        titre="Accord du mercredi",
        partenaire="Club des pins",
        acteur="AUTRE",
        preparee_le=le - dt.timedelta(days=60),
        signee_le=le - dt.timedelta(days=40),
        debut=le - dt.timedelta(days=30),
        fin=le + dt.timedelta(days=300),
    )
    apps.get_model("appui_ressource.ActionAppui").objects.create(
        dispositif=dispositif, type="CONSEIL", jour=le - dt.timedelta(days=9), partenaire=ecole
    )
    page = reverse("portail:partenaires", args=["garrigue"])
    vue = _client("DIRECTION", dispositif).get(page).content.decode()
    assert "Accord du mercredi" in vue
    assert vue.count("Jamais noté") == 1
    pro = _client("PROFESSIONNEL", dispositif).get(page + "?tri=-contact").content.decode()
    assert "Accord du mercredi" not in pro
    assert pro.index("École des Pins") < pro.index("Club des Pins")
    EvenementFactory(dispositif=dispositif, lieu="club des PINS", debut=timezone.now() - dt.timedelta(days=2))
    pro = _client("PROFESSIONNEL", dispositif).get(page + "?tri=-contact").content.decode()
    assert pro.index("Club des Pins") < pro.index("École des Pins")
    assert "Jamais noté" not in pro
    csv = _client("DIRECTION", dispositif).get(reverse("portail:exporter_partenaires", args=["garrigue", "csv"]))
    assert "Accord du mercredi" in csv.content.decode("utf-8-sig")
    assert _client("DIRECTION", DispositifFactory(code="ailleurs")).get(page).status_code == 404
