"""Office files are zip archives: what they hold is looked at before anything opens them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from maillage.socle.pieces.erreurs import ErreurPiece

ENTREES_MAX = 5_000
DEPLIE_MAX = 300 * 1024 * 1024
RAPPORT_MAX = 200
RAPPORT_A_PARTIR_DE = 10 * 1024 * 1024
"""A small entry may be very regular; a large one that shrinks two hundred times is a trap."""
TYPES_OFFICE = {"word/document.xml": "DOCX", "xl/workbook.xml": "XLSX", "ppt/presentation.xml": "PPTX"}
TYPES_ODF = {
    b"application/vnd.oasis.opendocument.text": "ODT",
    b"application/vnd.oasis.opendocument.spreadsheet": "ODS",
    b"application/vnd.oasis.opendocument.presentation": "ODP",
}
PROGRAMMES = re.compile(
    r"(vbaproject\.bin|vbadata\.xml|(^|/)activex/|^basic/.|^scripts/.|\.(exe|dll|js|vbs|bat|cmd|ps1|jar|scr|lnk)$)",
    re.IGNORECASE,
)
MODELE_DISTANT = re.compile(rb"<[^>]*attachedTemplate[^>]*>")
ABIME = "Ce fichier est abîmé : il ne s'ouvre pas. Enregistrez-le de nouveau."
PIEGE = "Ce fichier se déplie en une taille démesurée : il n'est pas accepté."
MACROS = "Ce document contient un programme (macro) : enregistrez-le sans macro, en .docx, .xlsx, .odt ou .ods."


def nature_de_l_archive(octets: bytes) -> str:
    """Return the kind of an office file. Raises ErreurPiece for a trap, a macro, a password, a damaged or a plain archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            _verifier(archive)
            return _nature(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as abimee:
        raise ErreurPiece(ABIME) from abimee


def _verifier(archive: zipfile.ZipFile) -> None:
    entrees = archive.infolist()
    if len(entrees) > ENTREES_MAX or sum(entree.file_size for entree in entrees) > DEPLIE_MAX:
        raise ErreurPiece(PIEGE)
    for entree in entrees:
        _verifier_entree(entree)
    if archive.testzip() is not None:
        raise ErreurPiece(ABIME)


def _verifier_entree(entree: zipfile.ZipInfo) -> None:
    nom = entree.filename.replace("\\", "/")
    if nom.startswith("/") or ".." in nom.split("/") or re.match(r"^[A-Za-z]:", nom):
        raise ErreurPiece("Ce fichier contient un chemin piégé : il n'est pas accepté.")
    if entree.flag_bits & 0x1:
        raise ErreurPiece(
            "Ce fichier est protégé par un mot de passe : il ne peut pas être vérifié. Retirez le mot de passe."
        )
    if entree.file_size > RAPPORT_A_PARTIR_DE and entree.file_size > RAPPORT_MAX * max(1, entree.compress_size):
        raise ErreurPiece(PIEGE)
    if PROGRAMMES.search(nom):
        raise ErreurPiece(MACROS)


def _nature(archive: zipfile.ZipFile) -> str:
    noms = set(archive.namelist())
    if "mimetype" in noms:
        if (code := TYPES_ODF.get(archive.read("mimetype").strip())) is not None:
            return code
    elif "[Content_Types].xml" in noms:
        if b"macroEnabled" in archive.read("[Content_Types].xml"):
            raise ErreurPiece(MACROS)
        _refuser_modele_distant(archive, noms)
        for principal, code in TYPES_OFFICE.items():
            if principal in noms:
                return code
    raise ErreurPiece("Ce fichier est une archive : déposez les fichiers un par un.")


def _refuser_modele_distant(archive: zipfile.ZipFile, noms: set[str]) -> None:
    """A template fetched from elsewhere when the document opens may bring a macro."""
    relations = "word/_rels/settings.xml.rels"
    if relations not in noms:
        return
    for balise in MODELE_DISTANT.findall(archive.read(relations)):
        if re.search(rb"Target=[\"'](https?|ftp|\\\\|//|file:/+[^/\"']*/[^/\"']*@)", balise, re.IGNORECASE):
            raise ErreurPiece("Ce document va chercher son modèle sur un autre serveur : il n'est pas accepté.")
