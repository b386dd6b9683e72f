"""Giving back the files of a thread."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from maillage.appui_ressource import selectors
from maillage.appui_ressource.selectors.pieces import piece_du_fil
from maillage.socle.acteur import Acteur
from maillage.socle.pieces import ErreurPiece, lire_piece, page_de_refus, reponse_piece
from maillage.socle.requete import Requete


def piece(request: Requete, dispositif: str, demande: str, piece: str) -> HttpResponse:
    """Give back a file of a thread that the dispositif reads."""
    lue = selectors.lire_demande(request.acteur, request.dispositif.pk, demande)
    jointe = piece_du_fil(lue, piece) if lue else None
    if jointe is None:
        raise Http404("Aucune pièce de cet identifiant dans ce fil.")
    return rendre_piece(request, request.acteur, jointe.piece)


def rendre_piece(request: HttpRequest, acteur: Acteur, piece: Any) -> HttpResponse:
    """Answer with the bytes, or with why they may not be given yet."""
    try:
        return reponse_piece(piece, lire_piece(acteur, piece))
    except ErreurPiece as refus:
        return page_de_refus(request, refus)
