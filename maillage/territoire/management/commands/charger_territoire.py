"""Load communes and outlines: `manage.py charger_territoire --region 76` (repeatable; all of France without it)."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from maillage.socle.acteur import ActeurSysteme
from maillage.socle.domain.typographie import ecrire_compte
from maillage.territoire.services import charger_communes


class Command(BaseCommand):
    help = "Charge les communes, leurs anciens codes et les contours livrés."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--region", action="append", default=[], metavar="CODE", help="code de région, par exemple 76"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            compte = charger_communes(ActeurSysteme("charger_territoire"), regions=options["region"])
        except ValidationError as erreur:
            raise CommandError(" ".join(erreur.messages)) from erreur
        self.stdout.write(
            f"Chargé : {ecrire_compte(compte.communes, 'commune')}, "
            f"{ecrire_compte(compte.anciennes, 'ancien code', 'anciens codes')}, {ecrire_compte(compte.contours, 'contour')}."
        )
