"""Small made-up files of each kind, honest ones and traps."""

from __future__ import annotations

import io
import zipfile
import zlib

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 "
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MP3 = b"\xff\xfb\x90\x64" + b"\x00" * 60
MP3_ETIQUETE = b"ID3\x04\x00\x00\x00\x00\x00\x00"
OGG = b"OggS\x00\x02" + b"\x00" * 40
M4A = b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00" + b"hdlr" + b"\x00" * 8 + b"soun"
FILM = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00" + b"hdlr" + b"\x00" * 8 + b"vide"
TEXTE = "Bilan de mars : Éloïse a repris l'atelier.\n".encode()
TEXTE_WINDOWS = "Bilan de mars : Éloïse".encode("cp1252")
PROGRAMME = b"MZ\x90\x00\x03\x00\x00\x00"
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
DESSIN = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
TYPES = "<Types><Override PartName='/word/document.xml'/></Types>"


def archive_de(fichiers: dict[str, str | bytes]) -> bytes:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as ecriture:
        for nom, contenu in fichiers.items():
            ecriture.writestr(nom, contenu)
    return tampon.getvalue()


def office(principal: str = "word/document.xml", **autres: str | bytes) -> bytes:
    """The smallest office file that has the right names."""
    plus = {nom.replace("__", "/"): contenu for nom, contenu in autres.items()}
    return archive_de({"[Content_Types].xml": TYPES, principal: "<document/>", **plus})


def odf(genre: str = "text", **autres: str | bytes) -> bytes:
    return archive_de({"mimetype": f"application/vnd.oasis.opendocument.{genre}", "content.xml": "<office/>", **autres})


def pdf_avec(objet: bytes) -> bytes:
    return PDF.replace(b"trailer", b"2 0 obj" + objet + b"endobj\ntrailer")


def pdf_comprime(objets: bytes) -> bytes:
    """The same objects, hidden in a compressed object stream."""
    flux = zlib.compress(objets)
    entete = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(flux)
    return PDF.replace(b"trailer", b"3 0 obj" + entete + b"stream\n" + flux + b"\nendstream endobj\ntrailer")


HONNETES: dict[str, tuple[bytes, str]] = {
    "note.pdf": (PDF, "PDF"),
    "photo.png": (PNG, "PNG"),
    "photo.JPG": (JPEG, "JPEG"),
    "photo.jpeg": (JPEG, "JPEG"),
    "photo.webp": (WEBP, "WEBP"),
    "lettre.docx": (office(), "DOCX"),
    "tableau.xlsx": (office("xl/workbook.xml"), "XLSX"),
    "exposé.pptx": (office("ppt/presentation.xml"), "PPTX"),
    "lettre.odt": (odf(), "ODT"),
    "tableau.ods": (odf("spreadsheet"), "ODS"),
    "exposé.odp": (odf("presentation"), "ODP"),
    "voix.mp3": (MP3, "MP3"),
    "voix2.mp3": (MP3_ETIQUETE, "MP3"),
    "voix.ogg": (OGG, "OGG"),
    "voix.m4a": (M4A, "M4A"),
    "note.txt": (TEXTE, "TEXTE"),
    "note.md": (TEXTE, "TEXTE"),
    "liste.csv": (TEXTE_WINDOWS, "TEXTE"),
}
