"""The one door of received files: what comes out of `controler` may be kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import File

from maillage.socle.domain.typographie import FINE, ecrire_nombre
from maillage.socle.models import ExamenPiece
from maillage.socle.pieces.antivirus import examiner
from maillage.socle.pieces.erreurs import ErreurPiece
from maillage.socle.pieces.natures import NATURES, TOUTES, NaturePiece, extensions_de, nature_de_l_extension
from maillage.socle.pieces.noms import assainir, separer
from maillage.socle.pieces.pdf import refuser_pdf_actif
from maillage.socle.pieces.reconnaissance import reconnaitre

MO = 1024 * 1024


@dataclass(frozen=True)
class FichierControle:
    """A file that passed every check: its safe name, its kind read in its bytes, its bytes, its hash, what the antivirus said."""

    nom: str
    nature: NaturePiece
    octets: bytes
    empreinte: str
    examen: ExamenPiece


def controler(
    nom: str, octets: bytes, *, natures: frozenset[str] = TOUTES, taille_max: int | None = None
) -> FichierControle:
    """Check a file of one of these kinds, no larger than `taille_max` bytes (the setting without it). Raises ErreurPiece."""
    limite = taille_max or settings.TAILLE_MAX_PIECE
    if len(octets) > limite:
        raise ErreurPiece(f"Ce fichier pèse {ecrire_taille(len(octets))} : la limite est de {ecrire_taille(limite)}.")
    annoncee = _annoncee(nom, natures)
    nature = NATURES[reconnaitre(octets)]
    if annoncee is not None and annoncee != nature:
        raise ErreurPiece(
            f"Ce fichier dit être {annoncee.libelle} (.{separer(assainir(nom))[1]}) mais son contenu est {nature.libelle}."
        )
    if nature.code not in natures:
        raise ErreurPiece(f"Ce fichier est {nature.libelle} ; {_acceptees(natures)}")
    if nature.code == "PDF":
        refuser_pdf_actif(octets)
    propre = assainir(nom)
    return FichierControle(
        nom=propre if annoncee else assainir(f"{propre}.{nature.extensions[0]}"),
        nature=nature,
        octets=octets,
        empreinte=hashlib.sha256(octets).hexdigest(),
        examen=examiner(octets),
    )


def controler_fichier(
    fichier: File[bytes], *, natures: frozenset[str] = TOUTES, taille_max: int | None = None
) -> FichierControle:
    """Check a file sent by a form; one byte more than the limit is read, never the whole of a huge one. Raises ErreurPiece."""
    limite = taille_max or settings.TAILLE_MAX_PIECE
    if (fichier.size or 0) > limite:
        raise ErreurPiece(f"Ce fichier pèse {ecrire_taille(fichier.size)} : la limite est de {ecrire_taille(limite)}.")
    fichier.seek(0)
    return controler(fichier.name or "", fichier.read(limite + 1), natures=natures, taille_max=limite)


def ecrire_taille(octets: int) -> str:
    """Write 1536 as « 1,5 Ko », 2 097 152 as « 2 Mo »."""
    if octets < 1024:
        return f"{ecrire_nombre(octets)}{FINE}octet{'s' if octets > 1 else ''}"
    if octets < MO:
        return f"{ecrire_nombre(octets / 1024, 0)}{FINE}Ko"
    return f"{ecrire_nombre(round(octets / MO, 1))}{FINE}Mo"


def _annoncee(nom: str, natures: frozenset[str]) -> NaturePiece | None:
    """The kind that the extension announces; a name without one announces nothing."""
    extension = separer(assainir(nom))[1]
    if not extension:
        return None
    annoncee = nature_de_l_extension(extension)
    if annoncee is None:
        raise ErreurPiece(f"L'extension .{extension} n'est pas acceptée : {_acceptees(natures)}")
    return annoncee


def _acceptees(natures: frozenset[str]) -> str:
    return f"sont acceptés ici : {', '.join('.' + extension for extension in extensions_de(natures))}."
