"""`python manage.py envoyer_appui`: ask for the evaluations that are due, then send every mail that waits."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.appui_ressource.services import demander_evaluations, envoyer_courriels
from maillage.socle.acteur import ActeurSysteme


class Command(BaseCommand):
    help = "Demande les évaluations d'appui-ressource arrivées à six semaines et envoie les courriels en attente. À lancer chaque jour."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what left."""
        demandees = demander_evaluations(ActeurSysteme("envoyer_appui"), le=timezone.localdate())
        envoyes = envoyer_courriels()
        self.stdout.write(f"Évaluations demandées : {demandees}. Courriels envoyés après attente : {envoyes}.")
