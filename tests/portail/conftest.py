"""One loading of each small demonstration for all the modules that only read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.portail.demonstration import LECTEURS, charge_puis_oublie


@pytest.fixture(scope="session")
def lectures(django_db_setup: None, django_db_blocker: Any, dossier_des_pieces: Path) -> dict[str, Any]:
    """What each reader declared by `lecteur` answers, by module."""
    settings.DOSSIER_PIECES = dossier_des_pieces
    lues: dict[str, Any] = {}
    for reglages, lecteurs in LECTEURS.items():
        if lecteurs:
            with django_db_blocker.unblock(), charge_puis_oublie(reglages):
                lues |= {nom: lire() for nom, lire in lecteurs.items()}
    return lues
