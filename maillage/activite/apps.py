from django.apps import AppConfig


class ActiviteConfig(AppConfig):
    name = "maillage.activite"
    label = "activite"
    verbose_name = "Activite"
