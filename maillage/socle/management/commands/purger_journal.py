"""`python manage.py purger_journal`: erase the lines of the journal past their retention; to be run every night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from maillage.socle.acteur import ActeurSysteme
from maillage.socle.services import purger_journal


class Command(BaseCommand):
    help = "Efface les lignes du journal dont la conservation est finie."

    def handle(self, *args: Any, **options: Any) -> None:
        purge = purger_journal(ActeurSysteme("purger_journal"))
        self.stdout.write(f"Lignes du journal antérieures au {purge.avant:%Y-%m-%d} effacées : {purge.nombre}.")
