from __future__ import annotations

import sqlite3
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from maillage.socle import horloge


class SocleConfig(AppConfig):
    name = "maillage.socle"
    label = "socle"
    verbose_name = "Socle"

    def ready(self) -> None:
        connection_created.connect(lire_limite_sqlite)
        if settings.HORLOGE_ESSAI:
            horloge.installer()


def lire_limite_sqlite(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Batches follow the real limit of parameters of SQLite, as from Django 6; Django 5.2 assumes 999, hence tiny batches."""
    if connection.vendor == "sqlite":
        connection.features.max_query_params = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
