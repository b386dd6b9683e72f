"""`python manage.py entretenir_appui`: evaluations due, reminders, requests past their keeping. Safe to run again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.appui_ressource.services import entretenir
from maillage.socle.acteur import ActeurSysteme


class Command(BaseCommand):
    help = (
        "Demande et relance les évaluations d'appui-ressource, rappelle les échéances manquées, "
        "efface les écrits des demandes finies depuis longtemps. À lancer chaque jour si run_huey ne tourne pas."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was done."""
        fait = entretenir(ActeurSysteme("entretenir_appui"), le=timezone.localdate())
        self.stdout.write(
            f"Évaluations demandées : {fait.demandees}, relancées : {fait.relancees}. "
            f"Échéances rappelées : {fait.rappelees}. Demandes effacées : {fait.effacees}."
        )
