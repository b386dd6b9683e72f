"""The transport of the demonstration is planned around its day, the same for the same seed."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.cartographie.models import FicheTransport, PlanTournees
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.transport import semer_transport
from maillage.socle.acteur import ActeurSysteme
from tests.cartographie.transport.conftest import LUNDI, Journee

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]


@pytest.mark.parametrize("jour", [LUNDI, LUNDI + dt.timedelta(days=6)])
def test_la_demonstration_montre_un_plan_compare(journee: Journee, systeme: ActeurSysteme, jour: dt.date) -> None:
    semer_transport(systeme, Reglages(aujourd_hui=jour, graine=7, taille="1"))
    plan = PlanTournees.objects.get(sens="ALLER")
    assert (plan.jour, plan.etat) == (LUNDI, "FINIE")
    assert plan.actuelles["tournees"]
    assert FicheTransport.objects.filter(transporte=True).exists()
