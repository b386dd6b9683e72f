"""Keeping, reading and removing a received file. The right is asked by the context that keeps it; the act is journaled here."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db import transaction
from django.utils import timezone

from maillage.socle.acteur import Acteur
from maillage.socle.fields import nouvel_identifiant
from maillage.socle.models import ExamenPiece, NatureTrace, Piece
from maillage.socle.pieces import coffre
from maillage.socle.pieces.antivirus import examiner
from maillage.socle.pieces.controle import FichierControle
from maillage.socle.pieces.erreurs import ErreurPiece
from maillage.socle.services import journaliser

EN_ATTENTE = (
    "L'antivirus n'a pas encore pu examiner ce fichier : il est gardé à part et s'ouvrira dès que l'examen sera fait."
)
ORPHELIN_APRES = dt.timedelta(days=1)
"""A file without its row is the trace of an undone transaction; a younger one may be on its way."""


def recevoir_piece(
    acteur: Acteur,
    fichier: FichierControle,
    *,
    usage: str,
    dispositif_id: int | None = None,
    jeune_id: int | None = None,
) -> Piece:
    """Keep a checked file and return its row; call it in the transaction that writes what refers to it.

    `usage` is `contexte.nom` (« projet.document »): what the file is kept for. `jeune_id`: whose file it belongs to, for the journal and erasure.
    """
    identifiant = nouvel_identifiant()
    coffre.deposer(identifiant, fichier.octets)
    try:
        piece = Piece.objects.create(
            identifiant=identifiant,
            nom=fichier.nom,
            nature=fichier.nature.code,
            taille=len(fichier.octets),
            empreinte=fichier.empreinte,
            examen=fichier.examen,
            usage=usage,
            dispositif_id=dispositif_id,
            jeune_id=jeune_id,
            recue_le=timezone.now(),
            recue_par_id=acteur.identifiant,
            recue_par=acteur.libelle,
        )
    except Exception:
        coffre.detruire(identifiant)
        raise
    _tracer(acteur, "recevoir_piece", piece)
    return piece


def lire_piece(acteur: Acteur, piece: Piece) -> bytes:
    """Return the bytes of a file and journal the reading. Raises ErreurPiece when it waits for the antivirus, is lost or altered."""
    if piece.examen == ExamenPiece.EN_ATTENTE:
        raise ErreurPiece(EN_ATTENTE)
    octets = coffre.reprendre(piece.identifiant)
    _tracer(acteur, "lire_piece", piece, nature=NatureTrace.LECTURE)
    return octets


def supprimer_piece(acteur: Acteur, piece: Piece) -> None:
    """Remove a file for good, once nothing refers to it; its bytes go when the transaction is done."""
    identifiant = piece.identifiant
    with transaction.atomic():
        _tracer(acteur, "supprimer_piece", piece)
        piece.delete()
        transaction.on_commit(partial(coffre.detruire, identifiant))


def reexaminer_pieces(acteur: Acteur, *, toutes: bool = False) -> dict[str, int]:
    """Have the antivirus look again at what waits (or at everything); what it finds is kept aside. Return how many of each state."""
    pieces = Piece.objects.all() if toutes else Piece.objects.filter(examen=ExamenPiece.EN_ATTENTE)
    comptes: dict[str, int] = {}
    for piece in pieces.iterator():
        examen = _reexaminer(piece)
        comptes[examen.label] = comptes.get(examen.label, 0) + 1
        if examen != piece.examen:
            piece.examen = examen
            piece.save(update_fields=["examen"])
            _tracer(acteur, "examiner_piece", piece)
    return comptes


def nettoyer_coffre() -> int:
    """Remove the files that no row knows any more, a day after they were written; return how many."""
    connus = set(Piece.objects.values_list("identifiant", flat=True))
    limite = (timezone.now() - ORPHELIN_APRES).timestamp()
    orphelins = [path for path in coffre.deposes() if path.name not in connus and path.stat().st_mtime < limite]
    for path in orphelins:
        path.unlink(missing_ok=True)
    return len(orphelins)


def _reexaminer(piece: Piece) -> ExamenPiece:
    try:
        return examiner(coffre.reprendre(piece.identifiant))
    except ErreurPiece:
        return ExamenPiece.EN_ATTENTE


def _tracer(acteur: Acteur, acte: str, piece: Piece, *, nature: NatureTrace = NatureTrace.ECRITURE) -> None:
    journaliser(
        acteur,
        f"socle.{acte}",
        nature=nature,
        objet=piece.identifiant,
        dispositif_id=piece.dispositif_id,
        jeune_id=piece.jeune_id,
        details={"usage": piece.usage, "nature": piece.nature, "taille": piece.taille},
    )
