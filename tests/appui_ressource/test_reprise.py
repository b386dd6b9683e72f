"""What waited in the queue of before the outbox is kept by the migration that takes that queue away."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.utils import timezone

from maillage.appui_ressource.models import DemandeAppui
from maillage.socle.courriel.envoi import envoyer_en_attente
from maillage.socle.courriel.models import Courriel
from tests.appui_ressource.conftest import Scene
from tests.appui_ressource.test_demandes import jeton_du_courriel

pytestmark = pytest.mark.une_base
MIGRATION = import_module("maillage.appui_ressource.migrations.0002_pieces_et_conservation")


class _Registre:
    """The registry of the migration: the former queue, and the tables that stay."""

    def __init__(self, *anciens: Any) -> None:
        self.objects = self
        self.anciens = anciens

    def get_model(self, application: str, nom: str) -> Any:
        return self if nom == "CourrielAppui" else apps.get_model(application, nom)

    def filter(self, **_: Any) -> _Registre:
        return self

    def select_related(self, *_: str) -> tuple[Any, ...]:
        return self.anciens


def _ancien(pk: int, demande: DemandeAppui, modele: str, essais: int = 0) -> Any:
    return SimpleNamespace(
        pk=pk, demande=demande, demande_id=demande.pk, modele=modele, essais=essais, cree_le=timezone.now()
    )


def test_les_courriels_qui_attendaient_passent_dans_la_boite_d_envoi(scene: Scene, client: Any) -> None:
    demande = scene.demande()
    envoyer_en_attente()
    mail.outbox.clear()
    registre = _Registre(_ancien(1, demande, "message"), _ancien(2, demande, "evaluation", essais=20))
    MIGRATION.reprendre_les_courriels(registre, None)
    MIGRATION.reprendre_les_courriels(registre, None)
    repris = {courriel.cle: courriel for courriel in Courriel.objects.filter(cle__startswith="appui:reprise:")}
    assert [repris[f"appui:reprise:{n}"].etat for n in (1, 2)] == ["A_ENVOYER", "ABANDONNE"]
    assert repris["appui:reprise:2"].relancable
    envoyer_en_attente()
    assert [courrier.to for courrier in mail.outbox] == [["ecole@exemple.test"]]
    assert client.get(f"/appui/suivi/{jeton_du_courriel()}/").status_code == 200


def test_une_demande_dont_le_contact_est_efface_ne_recoit_plus_rien(scene: Scene) -> None:
    demande = scene.demande()
    demande.courriel = ""
    MIGRATION.reprendre_les_courriels(_Registre(_ancien(3, demande, "message")), None)
    assert not Courriel.objects.filter(cle="appui:reprise:3").exists()
