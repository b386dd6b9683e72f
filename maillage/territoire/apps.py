from django.apps import AppConfig


class TerritoireConfig(AppConfig):
    name = "maillage.territoire"
    label = "territoire"
    verbose_name = "Territoire"

    def ready(self) -> None:
        """Register the files that this room reads, and the towns that maps name."""
        from maillage.socle.reperes import inscrire_reperes
        from maillage.territoire.imports import communes, genres, population
        from maillage.territoire.selectors import villes_du_cadre

        inscrire_reperes(villes_du_cadre)
        genres.inscrire(communes.GENRE, population.GENRE)
