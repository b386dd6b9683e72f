from django.apps import AppConfig


class CpomConfig(AppConfig):
    name = "maillage.cpom"
    label = "cpom"
    verbose_name = "CPOM"
