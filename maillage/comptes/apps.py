from importlib import import_module

from django.apps import AppConfig


class ComptesConfig(AppConfig):
    name = "maillage.comptes"
    label = "comptes"
    verbose_name = "Comptes"

    def ready(self) -> None:
        import_module("maillage.comptes.recepteurs")
