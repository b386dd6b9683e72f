"""From bytes to raw lines, by format. Nothing here knows the database."""

from maillage.agenda.imports.readers.fichier import (
    CSV,
    ICS,
    TABLEUR,
    FichierIllisible,
    Tableau,
    deviner_format,
    lire_tableau,
)

__all__ = ["CSV", "ICS", "TABLEUR", "FichierIllisible", "Tableau", "deviner_format", "lire_tableau"]
