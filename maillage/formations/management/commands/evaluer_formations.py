"""`python manage.py evaluer_formations`: the evaluation at three months of each session that is due. Safe to run again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.formations.services import demander_les_suites
from maillage.socle.acteur import ActeurSysteme


class Command(BaseCommand):
    help = "Demande l'évaluation à trois mois des sessions finies. À lancer chaque jour si run_huey ne tourne pas."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was done."""
        nombre = demander_les_suites(ActeurSysteme("evaluer_formations"), le=timezone.localdate())
        self.stdout.write(f"Évaluations demandées : {nombre}.")
