"""`manage.py charger_ecoles FICHIER.csv --situation 2024-11-26`: the schools of the national directory."""

from __future__ import annotations

import datetime as dt
import gzip
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maillage.cartographie.services.ecoles import charger_ecoles
from maillage.socle.acteur import ActeurSysteme


class Command(BaseCommand):
    help = "Charge les écoles de l'annuaire (CSV, compressé .gz ou non ; colonnes uai, nom, commune_insee, lon, lat, nombre_eleves)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("fichier", type=Path)
        parser.add_argument(
            "--situation", type=dt.date.fromisoformat, required=True, help="date du fichier, AAAA-MM-JJ"
        )

    def handle(self, *args: Any, fichier: Path, situation: dt.date, **options: Any) -> None:
        ouvrir = gzip.open if fichier.suffix == ".gz" else open
        try:
            with ouvrir(fichier, "rt", encoding="utf-8-sig", newline="") as lignes:
                acteur = ActeurSysteme("charger_ecoles")
                rapport = charger_ecoles(acteur, lignes, nom=fichier.name, situation_le=situation)
        except OSError as erreur:
            raise CommandError(f"{fichier} : {erreur.strerror}") from None
        except UnicodeDecodeError:
            raise CommandError(f"{fichier} : le fichier n'est pas en UTF-8.") from None
        for probleme in rapport.problemes:
            self.stderr.write(probleme)
        self.stdout.write(f"Écoles chargées : {rapport.ecrites} ; lignes écartées : {len(rapport.problemes)}.")
