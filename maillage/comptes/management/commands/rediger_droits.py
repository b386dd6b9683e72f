"""`python manage.py rediger_droits`: write docs/guide/droits.md from the rights table."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from maillage.comptes.documentation import rediger_droits


class Command(BaseCommand):
    help = "Écrit docs/guide/droits.md à partir de la table des droits."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fichier", type=Path, default=Path("docs/guide/droits.md"))

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["fichier"]
        path.write_text(rediger_droits(), encoding="utf-8")
        self.stdout.write(f"{path} est à jour.")
