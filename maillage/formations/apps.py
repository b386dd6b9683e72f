from importlib import import_module

from django.apps import AppConfig


class FormationsConfig(AppConfig):
    name = "maillage.formations"
    label = "formations"
    verbose_name = "Formations"

    def ready(self) -> None:
        """Declare the background work to the queue."""
        import_module("maillage.formations.taches")
