"""What a file is, read in its bytes; its name is never believed."""

from __future__ import annotations

import re

from maillage.socle.pieces.archives import nature_de_l_archive
from maillage.socle.pieces.erreurs import ErreurPiece

EXECUTABLES = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"#!",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"\x00asm",
)
ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
ANCIEN_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"OggS", "OGG"),
    (b"ID3", "MP3"),
)
MARQUES_M4A = (b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"dash", b"3gp4", b"3gp5", b"3gp6")
PAGE_OU_SCRIPT = re.compile(rb"^\s*(<!doctype|<html|<head|<body|<script|<svg|<\?|<iframe|<%)", re.IGNORECASE)
COMMANDES = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
MARQUE_UTF8 = b"\xef\xbb\xbf"
MARQUES_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def reconnaitre(octets: bytes) -> str:
    """Return the code of the kind of a file (a key of NATURES). Raises ErreurPiece for what is refused or unknown."""
    if not octets:
        raise ErreurPiece("Ce fichier est vide.")
    _refuser(octets)
    for signature, code in SIGNATURES:
        if octets.startswith(signature):
            return code
    if octets.startswith(b"PK\x03\x04"):
        return nature_de_l_archive(octets)
    if octets[:4] == b"RIFF" and octets[8:12] == b"WEBP":
        return "WEBP"
    if octets[4:8] == b"ftyp":
        return _son_mp4(octets)
    if _trame_mp3(octets):
        return "MP3"
    if _est_un_texte(octets):
        return "TEXTE"
    raise ErreurPiece("Le contenu de ce fichier n'est pas d'un type accepté.")


def _refuser(octets: bytes) -> None:
    """Raise ErreurPiece for what is never taken, whatever its name."""
    if octets.startswith(EXECUTABLES):
        raise ErreurPiece("Ce fichier est un programme : il n'est pas accepté.")
    if octets.startswith(ANCIEN_OFFICE):
        raise ErreurPiece(
            "Ce fichier est d'un ancien format Office, ou protégé par un mot de passe, et peut cacher un programme. "
            "Enregistrez-le en .docx, .xlsx ou .pdf, sans mot de passe."
        )
    if octets.startswith(ARCHIVES):
        raise ErreurPiece("Ce fichier est une archive : déposez les fichiers un par un.")
    if octets.startswith(MARQUES_UTF16):
        raise ErreurPiece("Ce texte est en UTF-16 : enregistrez-le en UTF-8.")
    if PAGE_OU_SCRIPT.match(octets.removeprefix(MARQUE_UTF8)[:1024]):
        raise ErreurPiece("Ce fichier est une page web ou un script : il n'est pas accepté. Enregistrez-le en PDF.")


def _son_mp4(octets: bytes) -> str:
    """A sound in an MP4 box; the same box with pictures is a film."""
    if octets[8:12] not in MARQUES_M4A:
        raise ErreurPiece("Le contenu de ce fichier n'est pas d'un type accepté.")
    if any(octets[trouve.end() + 8 : trouve.end() + 12] == b"vide" for trouve in re.finditer(b"hdlr", octets)):
        raise ErreurPiece("Ce fichier est une vidéo : seuls les sons sont acceptés.")
    return "M4A"


def _trame_mp3(octets: bytes) -> bool:
    """Tell whether the first four bytes are a header of MPEG audio, layer III (ISO/IEC 11172-3)."""
    if len(octets) < 4 or octets[0] != 0xFF or octets[1] & 0xE6 != 0xE2:
        return False
    return octets[1] & 0x18 != 0x08 and octets[2] >> 4 not in {0, 15} and octets[2] & 0x0C != 0x0C


def _est_un_texte(octets: bytes) -> bool:
    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        texte = octets.decode("cp1252", errors="replace")
        if "\ufffd" in texte:
            return False
    return not COMMANDES.search(texte)
