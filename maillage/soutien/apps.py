from importlib import import_module

from django.apps import AppConfig


class SoutienConfig(AppConfig):
    name = "maillage.soutien"
    label = "soutien"
    verbose_name = "Soutien technique"

    def ready(self) -> None:
        """Declare the background work to the queue."""
        import_module("maillage.soutien.taches")
