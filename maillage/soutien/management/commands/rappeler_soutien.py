"""`python manage.py rappeler_soutien`: what became due in technical support is told to whoever has it in charge. Safe to run again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.socle.acteur import ActeurSysteme
from maillage.soutien.services import rappeler


class Command(BaseCommand):
    help = "Rappelle, une fois chacune, les échéances du soutien technique. À lancer chaque jour si run_huey ne tourne pas."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was done."""
        nombre = rappeler(ActeurSysteme("rappeler_soutien"), le=timezone.localdate())
        self.stdout.write(f"Échéances rappelées : {nombre}.")
