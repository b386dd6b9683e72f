from importlib import import_module

from django.apps import AppConfig


class ActiviteConfig(AppConfig):
    name = "maillage.activite"
    label = "activite"
    verbose_name = "Activite"

    def ready(self) -> None:
        import_module("maillage.activite.taches")
