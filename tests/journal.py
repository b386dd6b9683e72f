"""The guards of the journal, lifted only to empty a test database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection

gardes = import_module("maillage.socle.migrations.0002_journal_ajout_seul")


@contextmanager
def gardes_levees() -> Iterator[None]:
    """Lift the triggers, then put them back."""
    _executer(gardes.LEVEE)
    try:
        yield
    finally:
        _executer(gardes.POSE)


def _executer(ordres: dict[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for ordre in ordres[connection.vendor]:
            cursor.execute(ordre)
