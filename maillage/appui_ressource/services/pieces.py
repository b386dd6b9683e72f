"""Files of a thread: kept once checked, erased with what was written."""

from __future__ import annotations

from maillage.appui_ressource.models import DemandeAppui, MessageAppui, PieceAppui
from maillage.socle.acteur import Acteur
from maillage.socle.pieces import FichierControle, supprimer_piece
from maillage.socle.pieces.service import recevoir_piece

USAGE = "appui_ressource.fil"


def joindre_piece(
    acteur: Acteur, demande: DemandeAppui, fichier: FichierControle | None, *, message: MessageAppui | None = None
) -> None:
    """Keep a checked file with a request, or with one of its messages; nothing without a file."""
    if fichier is None:
        return
    piece = recevoir_piece(acteur, fichier, usage=USAGE, dispositif_id=demande.dispositif_id)
    PieceAppui.objects.create(demande=demande, message=message, piece=piece)


def effacer_pieces(acteur: Acteur, demande: DemandeAppui) -> None:
    """Erase every file of a thread, bytes included once the transaction is done."""
    for jointe in list(demande.pieces.select_related("piece")):
        piece = jointe.piece
        jointe.delete()
        supprimer_piece(acteur, piece)
