"""The test clock of a demonstration: forward by whole days, back to the real date, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.socle import horloge
from tests.fabriques import DispositifFactory
from tests.parcours.conftest import connecter

pytestmark = pytest.mark.django_db
MIDI = datetime(2026, 3, 16, 12, tzinfo=UTC)


@pytest.fixture
def essai(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.HORLOGE_ESSAI, settings.DOSSIER_DONNEES = True, tmp_path
    vraie = timezone.now
    with time_machine.travel(MIDI, tick=False):
        horloge.installer()
        yield
        timezone.now = vraie


@pytest.fixture
def client_direction() -> Client:
    return connecter("DIRECTION", DispositifFactory())


def test_l_horloge_avance_par_jours_entiers_et_revient(essai: None) -> None:
    assert horloge.avancer_jusqu_au(MIDI + timedelta(days=18, hours=-4)) == timedelta(days=18)
    assert timezone.now() == MIDI + timedelta(days=18)
    assert horloge.avancer_jusqu_au(MIDI - timedelta(days=5)) == timedelta()
    horloge.revenir()
    assert timezone.now() == MIDI


def test_un_fichier_qui_dit_autre_chose_ne_decale_rien(essai: None, tmp_path: Path) -> None:
    (tmp_path / "horloge-essai").write_text("demain")
    assert horloge.decalage() == timedelta()


def test_la_page_dit_la_date_d_essai_et_garde_la_session(essai: None, client_direction: Client) -> None:
    suite = {"jusqu_au": "2026-04-20", "suite": "/socle/courriels/"}
    reponse = client_direction.post(reverse("socle:horloge"), suite, follow=True)
    page = reponse.content.decode()
    assert reponse.status_code == 200
    assert "nous sommes le lundi 20 avril 2026" in page
    assert "35 jours en avance" in page.replace("\xa0", " ")
    revenue = client_direction.post(reverse("socle:horloge"), {"suite": "//ailleurs.fr"})
    assert revenue["Location"] == "/"
    assert timezone.now() == MIDI


def test_hors_d_une_demonstration_l_horloge_n_existe_pas(client_direction: Client) -> None:
    assert client_direction.post(reverse("socle:horloge"), {"jusqu_au": "2030-01-01"}).status_code == 404
