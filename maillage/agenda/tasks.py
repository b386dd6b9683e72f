"""Background work of this context: the consumer looks for it under this name."""

from maillage.agenda.imports.taches import traiter_lot

__all__ = ["traiter_lot"]
