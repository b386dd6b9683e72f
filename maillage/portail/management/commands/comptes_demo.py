"""List the demonstration accounts."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from maillage.portail.demonstration.comptes import MOT_DE_PASSE, comptes_ouverts


class Command(BaseCommand):
    help = "Donne les comptes de la démonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write one line per role, then the shared password."""
        self.stdout.write("Comptes de démonstration :")
        for libelle, courriel in comptes_ouverts():
            self.stdout.write(f"  {courriel:<40} {libelle}")
        self.stdout.write(f"  Mot de passe commun : {MOT_DE_PASSE}")
