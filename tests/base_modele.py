"""The empty test database, migrated once: SQLite tests start from a copy kept while no migration changes. Migrating takes some ten seconds of
processor; the copy a tenth of a second. PostgreSQL, and the first run after a change, really migrate."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import django
import pytest
from django.core import management
from django.db import connections

from maillage.socle.tables import tables_neuves

MAISON = Path(__file__).resolve().parent.parent / "maillage"


def installer_le_modele(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the creation of a SQLite test database begin with the copy, and keep one when it had to migrate."""
    migrer = management.call_command

    def call_command(commande: str, *arguments: Any, **options: Any) -> Any:
        connexion = connections[options.get("database", "default")]
        if commande != "migrate":
            return migrer(commande, *arguments, **options)
        if connexion.vendor != "sqlite":
            with tables_neuves():
                return migrer(commande, *arguments, **options)
        modele = _chemin()
        connexion.ensure_connection()
        if modele.exists():
            with sqlite3.connect(modele) as source:
                source.backup(connexion.connection)
            return None
        with tables_neuves():
            rendu = migrer(commande, *arguments, **options)
        _garder(connexion.connection, modele)
        return rendu

    monkeypatch.setattr(management, "call_command", call_command)


def preparer(donnees: Path) -> None:
    """Put the copy, if there is one, where a demonstration is about to make its tables: it then finds them made."""
    modele = _chemin()
    if modele.exists():
        donnees.mkdir(parents=True, exist_ok=True)
        with sqlite3.connect(modele) as source, sqlite3.connect(donnees / "maillage.sqlite3") as cible:
            source.backup(cible)
        cible.close()


def _chemin() -> Path:
    """One copy per content of the migrations and version of Django."""
    empreinte = hashlib.sha256(django.__version__.encode())
    for fichier in sorted([*MAISON.rglob("migrations/*.py"), *MAISON.rglob("models/*.py"), *MAISON.rglob("models.py")]):
        empreinte.update(fichier.read_bytes())
    return Path(tempfile.gettempdir()) / f"maillage-essais-{empreinte.hexdigest()[:20]}.sqlite3"


def _garder(connexion: sqlite3.Connection, modele: Path) -> None:
    """Write the copy whole or not at all: two runs may make it together."""
    provisoire = modele.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(provisoire) as cible:
        connexion.backup(cible)
    cible.close()
    provisoire.replace(modele)
