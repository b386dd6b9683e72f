from importlib import import_module

from django.apps import AppConfig


class AppuiRessourceConfig(AppConfig):
    name = "maillage.appui_ressource"
    label = "appui_ressource"
    verbose_name = "Appui-ressource"

    def ready(self) -> None:
        """Declare the background work to the queue."""
        import_module("maillage.appui_ressource.taches")
