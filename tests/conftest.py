"""Fixtures of the whole suite."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import TransactionTestCase

from maillage.activite.services.memoire import oublier
from maillage.config import urls
from maillage.socle.acteur import ActeurSysteme
from tests.base_modele import installer_le_modele
from tests.fixtures_navigateur import navigateur, ouvrir, serveur
from tests.journal import gardes_levees

__all__ = ["navigateur", "ouvrir", "serveur"]

RACINE = Path(__file__).resolve().parent.parent
DOSSIER_PARTAGE = Path(os.environ.get("MAILLAGE_PARTAGE", RACINE.parent / "shared"))


BASE = {"db", "transactional_db", "django_db_serialized_rollback"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches no database: it runs once, whatever the engines."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") is None and not fixtures & BASE:
            item.add_marker(pytest.mark.sans_base)


def exiger_partage(*parts: str) -> Path:
    """Return a path of the shared reference files, or skip the test with a clear reason when it is absent."""
    path = DOSSIER_PARTAGE.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"fichier de référence absent : {'/'.join(parts)}")
    return path


@pytest.fixture(autouse=True)
def _reglages_des_tests(settings: object, dossier_des_pieces: Path) -> None:
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.DOSSIER_PIECES = dossier_des_pieces


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Called by pytest-django before it creates the database."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        installer_le_modele(monkeypatch)
        yield


@pytest.fixture(scope="session")
def dossier_des_pieces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Received files of the tests go here, never in the data folder."""
    return tmp_path_factory.mktemp("pieces")


@pytest.fixture(autouse=True)
def _rien_de_garde() -> None:
    """A rolled back database gives the same keys again: what was counted or slowed down in another test must not answer."""
    oublier()
    cache.clear()


@pytest.fixture
def refus_sans_decor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals answer without the page around them: for tests that walk thousands of closed addresses and read the status alone."""
    for statut in (403, 404):
        monkeypatch.setattr(
            urls, f"handler{statut}", lambda *_, statut=statut, **__: HttpResponse(status=statut), raising=False
        )


@pytest.fixture
def systeme() -> ActeurSysteme:
    return ActeurSysteme("essais")


@pytest.fixture(autouse=True, scope="session")
def _base_videe_malgre_le_journal() -> Iterator[None]:
    """Let tests that empty the database at their end do so: the guards of the journal are lifted for that moment only."""
    original = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        with gardes_levees():
            original(self)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = original  # type: ignore[method-assign]
