"""Giving a file back: its name, nothing guessed by the browser, nothing kept by a cache."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from maillage.socle.adresses import page_precedente
from maillage.socle.models import Piece
from maillage.socle.pieces.erreurs import ErreurPiece
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


def page_de_refus(request: HttpRequest, refus: ErreurPiece) -> HttpResponse:
    """Say why a kept file cannot be given, where no page of the context stands to say it."""
    contexte = {"refus": refus, "retour": page_precedente(request)}
    return render(request, "socle/fichier_refuse.html", contexte, status=409)
