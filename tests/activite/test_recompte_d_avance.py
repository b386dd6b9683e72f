"""A count kept for the pages of today is made again in the background as soon as its facts move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from maillage.activite import taches
from maillage.activite.models import ResultatCalcule
from maillage.activite.regles import charger_jeu
from maillage.activite.selectors import periode_choisie
from maillage.activite.services.calcul import recompter_d_avance, resultat_a_jour
from maillage.socle.selectors import version_des_faits
from maillage.socle.services import marquer_faits_modifies
from maillage.structures.models import Dispositif
from tests.activite.scene import semaine_comptee

pytestmark = pytest.mark.django_db
LE = dt.date(2024, 3, 12)


@pytest.fixture(autouse=True)
def _en_mars() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2024, 3, 12, 10, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def dispositif() -> Dispositif:
    vu = semaine_comptee().dispositif
    marquer_faits_modifies([vu.pk])
    resultat_a_jour(vu.pk, charger_jeu("aire-2024"), periode_choisie(None, aujourd_hui=LE))
    return vu


def test_un_fait_modifie_demande_un_recompte(
    dispositif: Dispositif, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    demandes: list[tuple[int, int]] = []
    monkeypatch.setattr(taches.compter_d_avance, "schedule", lambda *, args, delay: demandes.append(args))
    with django_capture_on_commit_callbacks(execute=True):
        marquer_faits_modifies([dispositif.pk])
    assert demandes == [(dispositif.pk, version_des_faits(dispositif.pk))]


def test_le_resultat_garde_est_refait_une_seule_fois(dispositif: Dispositif) -> None:
    marquer_faits_modifies([dispositif.pk])
    version = version_des_faits(dispositif.pk)
    assert recompter_d_avance(dispositif.pk, version=version, aujourd_hui=LE) == 1
    assert list(ResultatCalcule.objects.values_list("version_faits", flat=True)) == [version]
    assert recompter_d_avance(dispositif.pk, version=version, aujourd_hui=LE) == 0


def test_si_les_faits_ont_encore_bouge_le_recompte_suivant_s_en_charge(dispositif: Dispositif) -> None:
    version = version_des_faits(dispositif.pk)
    marquer_faits_modifies([dispositif.pk])
    marquer_faits_modifies([dispositif.pk])
    assert recompter_d_avance(dispositif.pk, version=version + 1, aujourd_hui=LE) == 0


def test_ce_que_personne_n_a_ouvert_aujourd_hui_n_est_pas_recompte(dispositif: Dispositif) -> None:
    ResultatCalcule.objects.update(calcule_le=dt.datetime(2024, 3, 10, tzinfo=dt.UTC))
    marquer_faits_modifies([dispositif.pk])
    version = version_des_faits(dispositif.pk)
    assert recompter_d_avance(dispositif.pk, version=version, aujourd_hui=LE) == 0
