"""Fixtures of the whole suite."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from maillage.socle.acteur import ActeurSysteme

RACINE = Path(__file__).resolve().parent.parent
DOSSIER_PARTAGE = Path(os.environ.get("MAILLAGE_PARTAGE", RACINE.parent / "shared"))


def exiger_partage(*parts: str) -> Path:
    """Return a path of the shared reference files, or skip the test with a clear reason when it is absent."""
    path = DOSSIER_PARTAGE.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"fichier de référence absent : {'/'.join(parts)}")
    return path


@pytest.fixture(autouse=True)
def _reglages_des_tests(settings: object) -> None:
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def systeme() -> ActeurSysteme:
    return ActeurSysteme("essais")
