from django.apps import AppConfig


class ReconnaissanceConfig(AppConfig):
    name = "maillage.reconnaissance"
    label = "reconnaissance"
    verbose_name = "Reconnaissance"
