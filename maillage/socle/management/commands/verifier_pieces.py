"""`python manage.py verifier_pieces`: antivirus on what waits, and files without their row removed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from maillage.socle.acteur import ActeurSysteme
from maillage.socle.pieces import nettoyer_coffre, reexaminer_pieces


class Command(BaseCommand):
    help = "Repasse l'antivirus sur les pièces en attente, et retire les fichiers que plus rien ne désigne. À lancer chaque jour."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--toutes", action="store_true", help="repasse l'antivirus sur toutes les pièces")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was looked at and what was removed."""
        comptes = reexaminer_pieces(ActeurSysteme("verifier_pieces"), toutes=options["toutes"])
        dits = ", ".join(f"{etat.lower()} : {nombre}" for etat, nombre in sorted(comptes.items())) or "aucune"
        self.stdout.write(f"Pièces examinées ({dits}). Fichiers sans pièce retirés : {nettoyer_coffre()}.")
