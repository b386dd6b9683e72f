"""Writes of exchanges: feeds given and withdrawn, exports journaled."""

from maillage.echanges.services.flux import creer_flux, noter_lecture, retablir_flux, revoquer_flux
from maillage.echanges.services.tables import DossierIncoherent, ExportTables, exporter_tables

__all__ = [
    "DossierIncoherent",
    "ExportTables",
    "creer_flux",
    "exporter_tables",
    "noter_lecture",
    "retablir_flux",
    "revoquer_flux",
]
