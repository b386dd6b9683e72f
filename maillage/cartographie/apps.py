from django.apps import AppConfig


class CartographieConfig(AppConfig):
    name = "maillage.cartographie"
    label = "cartographie"
    verbose_name = "Cartographie"

    def ready(self) -> None:
        """Register the files of schools among the imports of reference data."""
        from maillage.cartographie.services import ecoles
        from maillage.territoire.imports import genres

        genres.inscrire(ecoles.GENRE)
