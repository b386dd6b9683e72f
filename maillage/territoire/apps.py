from django.apps import AppConfig


class TerritoireConfig(AppConfig):
    name = "maillage.territoire"
    label = "territoire"
    verbose_name = "Territoire"

    def ready(self) -> None:
        """Register the files that this room reads."""
        from maillage.territoire.imports import communes, genres, population

        genres.inscrire(communes.GENRE, population.GENRE)
