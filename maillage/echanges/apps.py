from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_save


class EchangesConfig(AppConfig):
    name = "maillage.echanges"
    label = "echanges"
    verbose_name = "Échanges"

    def ready(self) -> None:
        import_module("maillage.echanges.taches")
        ecoute = import_module("maillage.echanges.remises.ecoute")
        post_save.connect(ecoute.ecouter, sender="socle.Trace", dispatch_uid="echanges.remises")
