"""`python manage.py detruire_documents`: do the destructions that were decided and whose delay is over."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.projet.services.ecrits_conservation import detruire_documents
from maillage.socle.acteur import ActeurSysteme


class Command(BaseCommand):
    help = "Détruit les documents dont la destruction est décidée et le délai passé ; laisse un certificat. À lancer chaque jour."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many."""
        nombre = detruire_documents(ActeurSysteme("detruire_documents"), le=timezone.localdate())
        self.stdout.write(f"Documents détruits : {nombre}.")
