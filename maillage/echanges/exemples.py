"""A small invented folder that anyone may download, change and check."""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files

from maillage.activite.faits import DATE_DES_FICHIERS

DOSSIER = "exemple"


def dossier_d_exemple() -> bytes:
    """Return the folder as a zip; the same bytes each time."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        for fichier in sorted((files(__package__) / DOSSIER).iterdir(), key=lambda chemin: chemin.name):
            membre = zipfile.ZipInfo(fichier.name, DATE_DES_FICHIERS)
            membre.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(membre, fichier.read_bytes())
    return tampon.getvalue()
