from django.apps import AppConfig


class BibliothequeConfig(AppConfig):
    name = "maillage.bibliotheque"
    label = "bibliotheque"
    verbose_name = "Bibliothèque"
