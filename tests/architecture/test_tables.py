"""An empty database made the quick way has the tables of a plain `migrate`, to the letter."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.conftest import RACINE

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="compare deux bases embarquées")
def test_les_tables_neuves_sont_celles_des_migrations(tmp_path: Path) -> None:
    environnement = {**os.environ, "MAILLAGE_DONNEES": str(tmp_path)}
    environnement.pop("DATABASE_URL", None)
    commande = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(commande, cwd=RACINE, env=environnement, check=True, timeout=280)
    with sqlite3.connect(tmp_path / "maillage.sqlite3") as simple:
        attendu = simple.execute(SCHEMA).fetchall()
    with connection.cursor() as curseur:
        curseur.execute(SCHEMA)
        assert curseur.fetchall() == attendu
