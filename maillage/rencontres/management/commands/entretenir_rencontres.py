"""`python manage.py entretenir_rencontres`: reminders, places to share, names past their keeping. Safe to run again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.rencontres.services import entretenir
from maillage.socle.acteur import ActeurSysteme


class Command(BaseCommand):
    help = (
        "Rappelle les rencontres proches, répartit les places libres, oublie les inscriptions jamais confirmées, "
        "efface les noms des rencontres anciennes. À lancer chaque jour si run_huey ne tourne pas."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was done."""
        fait = entretenir(ActeurSysteme("entretenir_rencontres"), le=timezone.localdate())
        self.stdout.write(
            f"Inscrits rappelés : {fait.rappelees}, places données : {fait.placees}. "
            f"Inscriptions oubliées : {fait.oubliees}, noms effacés : {fait.effacees}."
        )
