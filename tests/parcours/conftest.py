"""People and rights of the tests of the path."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from maillage.structures.models import Dispositif
from tests.fabriques import DispositifFactory, HabilitationFactory, UtilisateurFactory

AUJOURD_HUI = date(2026, 3, 16)


@pytest.fixture
def dispositif(db: None) -> Dispositif:
    return DispositifFactory(code="garrigue")


def connecter(role: str, dispositif: Dispositif | None) -> Client:
    habilitation = HabilitationFactory(utilisateur=UtilisateurFactory(), role=role, dispositif=dispositif)
    client = Client()
    client.force_login(habilitation.utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def coordination(dispositif: Dispositif) -> Client:
    return connecter("COORDONNATEUR", dispositif)
