"""Files of a thread, for who reads it."""

from __future__ import annotations

from maillage.appui_ressource.models import DemandeAppui, PieceAppui
from maillage.appui_ressource.selectors.demandes import DemandeLue


def piece_du_fil(lue: DemandeLue, identifiant: str) -> PieceAppui | None:
    """Return a file of a thread as someone of a dispositif reads it: what came after a hand-over stays closed to who gave it (1 query)."""
    jointe = piece_de_la_demande(lue.demande, identifiant)
    if jointe is None or jointe.message_id is None:
        return jointe
    return jointe if any(message.pk == jointe.message_id for message in lue.messages) else None


def piece_de_la_demande(demande: DemandeAppui, identifiant: str) -> PieceAppui | None:
    """Return a file of a thread as its author reads it (1 query)."""
    return demande.pieces.select_related("piece").filter(piece__identifiant=identifiant).first()
