"""Received files: checked by their content, kept encrypted outside the web, given back safely.

In a form: `fichier = ChampPiece("Document")`. In the service of a context: `recevoir_piece(acteur, fichier, usage="contexte.nom", …)` and a
foreign key to `"socle.Piece"`. In a view: `reponse_piece(piece, lire_piece(acteur, piece))`.
"""

from maillage.socle.pieces.champ import ChampPiece
from maillage.socle.pieces.controle import FichierControle, controler, controler_fichier, ecrire_taille
from maillage.socle.pieces.erreurs import ErreurPiece
from maillage.socle.pieces.natures import BUREAUTIQUE, DOCUMENTS, IMAGES, NATURES, SONS, TOUTES
from maillage.socle.pieces.reponse import page_de_refus, reponse_fichier, reponse_piece
from maillage.socle.pieces.service import (
    lire_piece,
    nettoyer_coffre,
    recevoir_piece,
    reexaminer_pieces,
    supprimer_piece,
)

__all__ = [
    "BUREAUTIQUE",
    "DOCUMENTS",
    "IMAGES",
    "NATURES",
    "SONS",
    "TOUTES",
    "ChampPiece",
    "ErreurPiece",
    "FichierControle",
    "controler",
    "controler_fichier",
    "ecrire_taille",
    "lire_piece",
    "nettoyer_coffre",
    "page_de_refus",
    "recevoir_piece",
    "reexaminer_pieces",
    "reponse_fichier",
    "reponse_piece",
    "supprimer_piece",
]
