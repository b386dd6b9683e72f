from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    name = "maillage.liaison"
    label = "liaison"
    verbose_name = "Liaison"
