"""The kinds of files that Maillage takes: what each is called, its extensions, how it is served."""

from __future__ import annotations

from dataclasses import dataclass

OFFICE = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class NaturePiece:
    """A kind of file. `en_ligne`: a browser may show it without running anything."""

    code: str
    libelle: str
    extensions: tuple[str, ...]
    mime: str
    en_ligne: bool = False


NATURES: dict[str, NaturePiece] = {
    nature.code: nature
    for nature in (
        NaturePiece("PDF", "un PDF", ("pdf",), "application/pdf", en_ligne=True),
        NaturePiece("PNG", "une image PNG", ("png",), "image/png", en_ligne=True),
        NaturePiece("JPEG", "une image JPEG", ("jpg", "jpeg"), "image/jpeg", en_ligne=True),
        NaturePiece("WEBP", "une image WebP", ("webp",), "image/webp", en_ligne=True),
        NaturePiece("DOCX", "un texte Word", ("docx",), f"{OFFICE}wordprocessingml.document"),
        NaturePiece("XLSX", "un classeur Excel", ("xlsx",), f"{OFFICE}spreadsheetml.sheet"),
        NaturePiece("PPTX", "une présentation PowerPoint", ("pptx",), f"{OFFICE}presentationml.presentation"),
        NaturePiece("ODT", "un texte OpenDocument", ("odt",), f"{ODF}text"),
        NaturePiece("ODS", "un classeur OpenDocument", ("ods",), f"{ODF}spreadsheet"),
        NaturePiece("ODP", "une présentation OpenDocument", ("odp",), f"{ODF}presentation"),
        NaturePiece("MP3", "un son MP3", ("mp3",), "audio/mpeg", en_ligne=True),
        NaturePiece("OGG", "un son Ogg", ("ogg", "oga", "opus"), "audio/ogg", en_ligne=True),
        NaturePiece("M4A", "un son M4A", ("m4a",), "audio/mp4", en_ligne=True),
        NaturePiece("TEXTE", "un texte simple", ("txt", "csv", "md"), "text/plain; charset=utf-8", en_ligne=True),
    )
}
IMAGES = frozenset({"PNG", "JPEG", "WEBP"})
SONS = frozenset({"MP3", "OGG", "M4A"})
BUREAUTIQUE = frozenset({"PDF", "DOCX", "XLSX", "PPTX", "ODT", "ODS", "ODP", "TEXTE"})
DOCUMENTS = BUREAUTIQUE | IMAGES
TOUTES = frozenset(NATURES)


def nature_de_l_extension(extension: str) -> NaturePiece | None:
    """Return the kind that an extension (without its dot) announces."""
    return next((nature for nature in NATURES.values() if extension.lower() in nature.extensions), None)


def extensions_de(codes: frozenset[str]) -> tuple[str, ...]:
    """Return the extensions of some kinds, in the order of the table."""
    return tuple(extension for code, nature in NATURES.items() if code in codes for extension in nature.extensions)
