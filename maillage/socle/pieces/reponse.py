"""Giving a file back: its name, nothing guessed by the browser, nothing kept by a cache."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from maillage.socle.models import Piece
from maillage.socle.pieces.natures import NATURES


def reponse_piece(piece: Piece, octets: bytes, *, en_ligne: bool = False) -> HttpResponse:
    """Answer with a kept file; `en_ligne` shows it in the browser when its kind allows, else it is downloaded."""
    return reponse_fichier(piece.nom, piece.nature, octets, en_ligne=en_ligne)


def reponse_fichier(nom: str, nature: str, octets: bytes, *, en_ligne: bool = False) -> HttpResponse:
    """Answer with bytes of a kind of NATURES, under a name."""
    sorte = NATURES[nature]
    telecharge = not (en_ligne and sorte.en_ligne)
    return HttpResponse(
        octets,
        content_type=sorte.mime,
        headers={
            "Content-Disposition": content_disposition_header(telecharge, nom) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
