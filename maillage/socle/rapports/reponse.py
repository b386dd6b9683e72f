"""A report sent as a file."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse

from maillage.socle.pieces import reponse_fichier
from maillage.socle.rapports.contenu import Rapport
from maillage.socle.rapports.docx import en_docx
from maillage.socle.rapports.pdf import en_pdf

FICHIERS: dict[str, tuple[str, Callable[[Rapport], bytes]]] = {"pdf": ("PDF", en_pdf), "docx": ("DOCX", en_docx)}
"""What a report may be sent as, by extension: its kind of NATURES, and what writes it."""


def reponse_rapport(rapport: Rapport, nom: str, extension: str) -> HttpResponse:
    """Answer with the report as `nom.extension`; a PDF opens in the browser, which prints it. Another extension is not found."""
    if extension not in FICHIERS:
        raise Http404("Ce format n'existe pas.")
    nature, ecrire = FICHIERS[extension]
    return reponse_fichier(f"{nom}.{extension}", nature, ecrire(rapport), en_ligne=True)
