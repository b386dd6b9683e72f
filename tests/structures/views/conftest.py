from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from maillage.structures.models import Dispositif
from tests.fabriques import DispositifFactory, HabilitationFactory, OrganismeFactory


@pytest.fixture
def dispositif() -> Dispositif:
    dispositif = DispositifFactory(code="les-tilleuls", nom="DITEP Les Tilleuls")
    dispositif.organismes.add(OrganismeFactory(nom="Association des Tilleuls"))
    return dispositif


@pytest.fixture
def connecter(client: Client) -> Callable[..., Client]:
    """Sign in someone who holds a role, perhaps in one dispositif."""

    def _connecter(role: str, dispositif: Dispositif | None = None) -> Client:
        client.force_login(HabilitationFactory(role=role, dispositif=dispositif).utilisateur)
        return client

    return _connecter
