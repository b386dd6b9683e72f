from importlib import import_module

from django.apps import AppConfig


class RencontresConfig(AppConfig):
    name = "maillage.rencontres"
    label = "rencontres"
    verbose_name = "Rencontres"

    def ready(self) -> None:
        """Declare the background work to the queue."""
        import_module("maillage.rencontres.taches")
