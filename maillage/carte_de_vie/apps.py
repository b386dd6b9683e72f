from django.apps import AppConfig


class CarteDeVieConfig(AppConfig):
    name = "maillage.carte_de_vie"
    label = "carte_de_vie"
    verbose_name = "Carte de vie"
