"""`python manage.py charger_faq`: the FAQ shipped with the product. Safe to run again: what is there stays as it is."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from maillage.bibliotheque.services import charger_faq
from maillage.socle.acteur import ActeurSysteme


class Command(BaseCommand):
    help = "Charge les questions fréquentes livrées avec Maillage ; celles qui sont déjà là restent comme elles sont."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many were written."""
        nombre = charger_faq(ActeurSysteme("charger_faq"))
        self.stdout.write(f"Questions ajoutées : {nombre}.")
