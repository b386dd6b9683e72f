from django.apps import AppConfig


class RapportAnnuelConfig(AppConfig):
    name = "maillage.rapport_annuel"
    label = "rapport_annuel"
    verbose_name = "Rapport d'activité"
