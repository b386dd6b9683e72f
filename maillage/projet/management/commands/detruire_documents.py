"""`python manage.py detruire_documents`: do the destructions that were decided and whose delay is over."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.projet.services.ecrits_conservation import detruire_documents
from maillage.projet.services.ecrits_conservation_transmissions import detruire_transmissions
from maillage.socle.acteur import ActeurSysteme


class Command(BaseCommand):
    help = "Détruit les documents et les transmissions dont la destruction est décidée et le délai passé, avec certificat. À lancer chaque jour."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many."""
        acteur, le = ActeurSysteme("detruire_documents"), timezone.localdate()
        nombre, notes = detruire_documents(acteur, le=le), detruire_transmissions(acteur, le=le)
        self.stdout.write(f"Documents détruits : {nombre}. Transmissions détruites : {notes}.")
