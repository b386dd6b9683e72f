"""`python manage.py envoyer_courriels`: send every mail that waits, and forget those past their keeping."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.socle.courriel.envoi import envoyer_en_attente
from maillage.socle.courriel.services import oublier_anciens


class Command(BaseCommand):
    help = "Envoie les courriels en attente et efface ceux dont la conservation est finie. À lancer souvent si run_huey ne tourne pas."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what left and what was forgotten."""
        partis = envoyer_en_attente()
        self.stdout.write(f"Courriels partis : {partis}. Effacés : {oublier_anciens(maintenant=timezone.now())}.")
