"""The worker of the demonstration: that of every installation, ended with its server."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from huey.contrib.djhuey.management.commands import run_huey

from maillage.portail.demonstration.veille import finir_avec_le_serveur


class Command(run_huey.Command):
    help = "Fait le travail de fond de la démonstration tant qu'elle est servie."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--serveur", type=int, help="numéro du processus qui sert la démonstration")

    def handle(self, *args: Any, serveur: int | None, **options: Any) -> None:
        finir_avec_le_serveur(serveur)
        super().handle(*args, **options)
