from django.apps import AppConfig


class AppuiRessourceConfig(AppConfig):
    name = "maillage.appui_ressource"
    label = "appui_ressource"
    verbose_name = "Appui-ressource"
