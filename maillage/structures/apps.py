from importlib import import_module

from django.apps import AppConfig


class StructuresConfig(AppConfig):
    name = "maillage.structures"
    label = "structures"
    verbose_name = "Structures"

    def ready(self) -> None:
        """Name, among the reference data, the files that this room reads and the addresses that it has to place; declare the background work."""
        from maillage.structures import adresses, imports_connus
        from maillage.territoire.geocodage import passages
        from maillage.territoire.imports import genres

        genres.inscrire(imports_connus.FINESS, imports_connus.PARTENAIRES)
        passages.inscrire(adresses.ETABLISSEMENTS, adresses.PARTENAIRES)
        import_module("maillage.structures.taches")
