"""Writes of imports: keep a file, preview it, apply it, undo it."""

from maillage.agenda.imports.services.annulation import annuler_lot
from maillage.agenda.imports.services.apercu import calculer_apercu
from maillage.agenda.imports.services.application import appliquer_lot
from maillage.agenda.imports.services.commande import CompteRendu, importer_fichier
from maillage.agenda.imports.services.depot import ErreurImport, deposer_fichier, regler_lot

__all__ = [
    "CompteRendu",
    "ErreurImport",
    "annuler_lot",
    "appliquer_lot",
    "calculer_apercu",
    "deposer_fichier",
    "importer_fichier",
    "regler_lot",
]
