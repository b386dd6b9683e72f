from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class EnquetesConfig(AppConfig):
    name = "maillage.enquetes"
    label = "enquetes"
    verbose_name = "Enquêtes"

    def ready(self) -> None:
        """Declare the background work to the queue."""
        import_module("maillage.enquetes.taches")
