from importlib import import_module

from django.apps import AppConfig


class ReseauConfig(AppConfig):
    name = "maillage.reseau"
    label = "reseau"
    verbose_name = "Réseau"

    def ready(self) -> None:
        """Declare the background work to the queue."""
        import_module("maillage.reseau.taches")
