"""`python manage.py noter_retours CHEMIN`: read the mailbox where mails come back, and note those that did."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maillage.socle.courriel.retours import lire_boite, noter_retours


class Command(BaseCommand):
    help = "Lit une boîte de retours (Maildir ou mbox) et note les courriels revenus. Rien n'y est effacé ; la relire ne change rien."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("chemin", type=Path, help="Dossier Maildir, ou fichier mbox, de l'adresse d'expédition.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was noted."""
        try:
            bilan = noter_retours(lire_boite(options["chemin"]))
        except OSError as erreur:
            raise CommandError(f"Cette boîte ne se lit pas : {options['chemin']}.") from erreur
        self.stdout.write(
            f"Retours notés : {bilan.notes}. Déjà connus : {bilan.deja}. "
            f"D'un courriel inconnu : {bilan.inconnus}. Autres messages : {bilan.ignores}."
        )
