from django.apps import AppConfig


class EchangesConfig(AppConfig):
    name = "maillage.echanges"
    label = "echanges"
    verbose_name = "Échanges"
