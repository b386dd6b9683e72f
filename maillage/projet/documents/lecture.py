"""A DOCX read as simple blocks: headings, paragraphs, lists, tables, pictures. What the page shows and the PDF sets are these blocks.

What is not read (text boxes, columns, footnotes, shapes, exact spacing) is told on the page: the DOCX is the faithful one.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run

NIVEAU_MAX = 3
ALIGNEMENTS = {WD_ALIGN_PARAGRAPH.CENTER: "centre", WD_ALIGN_PARAGRAPH.RIGHT: "droite"}
IMAGES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
EMU_PAR_MM = 36_000


@dataclass(frozen=True)
class Morceau:
    """Words of one look."""

    texte: str
    gras: bool = False
    italique: bool = False
    souligne: bool = False


@dataclass(frozen=True)
class Image:
    """A picture: its bytes, its words, its width."""

    octets: bytes
    format: str
    texte: str
    largeur_mm: float


@dataclass(frozen=True)
class Bloc:
    """A piece of the document. `genre`: titre, paragraphe, puce, numero, tableau, image."""

    genre: str
    niveau: int = 0
    alignement: str = "gauche"
    morceaux: tuple[Morceau, ...] = ()
    lignes: tuple[tuple[tuple[Morceau, ...], ...], ...] = ()
    image: Image | None = None

    @property
    def texte(self) -> str:
        return "".join(morceau.texte for morceau in self.morceaux)


@dataclass(frozen=True)
class DocumentLu:
    """The head and foot of the first section, and the body."""

    titre: str
    corps: tuple[Bloc, ...]
    tete: tuple[Bloc, ...] = field(default_factory=tuple)
    pied: tuple[Bloc, ...] = field(default_factory=tuple)


def lire_docx(octets: bytes) -> DocumentLu:
    """Return the blocks of a DOCX that has passed the checks of received files."""
    document = Document(io.BytesIO(octets))
    corps = tuple(_blocs(document))
    premier = next((bloc.texte for bloc in corps if bloc.genre == "titre"), "")
    section = document.sections[0] if len(document.sections) else None
    return DocumentLu(
        titre=premier or next((bloc.texte for bloc in corps if bloc.texte.strip()), "Document"),
        corps=corps,
        tete=tuple(_blocs(section.header)) if section and not section.header.is_linked_to_previous else (),
        pied=tuple(_blocs(section.footer)) if section and not section.footer.is_linked_to_previous else (),
    )


def _blocs(contenant: Any) -> Iterator[Bloc]:
    for element in contenant.iter_inner_content():
        if isinstance(element, Table):
            yield _tableau(element)
        else:
            yield from _paragraphe(element)


def _tableau(table: Table) -> Bloc:
    """Merged cells are written once, then left empty."""
    lignes, vues = [], set()
    for ligne in table.rows:
        cellules = []
        for cellule in ligne.cells:
            deja = cellule._tc in vues
            vues.add(cellule._tc)
            cellules.append(() if deja else _cellule(cellule))
        lignes.append(tuple(cellules))
    largeur = max((len(ligne) for ligne in lignes), default=0)
    completes = tuple(ligne + ((),) * (largeur - len(ligne)) for ligne in lignes)
    return Bloc("tableau", lignes=completes)


def _cellule(cellule: Any) -> tuple[Morceau, ...]:
    morceaux: list[Morceau] = []
    for rang, paragraphe in enumerate(cellule.paragraphs):
        if rang:
            morceaux.append(Morceau("\n"))
        morceaux += _morceaux(paragraphe)
    return tuple(morceaux)


def _paragraphe(paragraphe: Paragraph) -> Iterator[Bloc]:
    morceaux = tuple(_morceaux(paragraphe))
    genre, niveau = _genre(paragraphe)
    if any(morceau.texte.strip() for morceau in morceaux):
        alignement = ALIGNEMENTS.get(_alignement(paragraphe), "gauche")
        yield Bloc(genre, niveau=niveau, alignement=alignement, morceaux=morceaux)
    yield from (Bloc("image", image=image) for image in _images(paragraphe))


def _genre(paragraphe: Paragraph) -> tuple[str, int]:
    style = (paragraphe.style.name if paragraphe.style is not None else "") or ""
    if style == "Title":
        return "titre", 1
    if titre := re.match(r"Heading (\d)", style):
        return "titre", min(int(titre[1]), NIVEAU_MAX)
    proprietes = paragraphe._p.pPr
    if style.startswith("List Number"):
        return "numero", 0
    if style.startswith("List") or (proprietes is not None and proprietes.numPr is not None):
        return "puce", 0
    return "paragraphe", 0


def _alignement(paragraphe: Paragraph) -> Any:
    if paragraphe.alignment is not None:
        return paragraphe.alignment
    return paragraphe.style.paragraph_format.alignment if paragraphe.style is not None else None


def _morceaux(paragraphe: Paragraph) -> Iterator[Morceau]:
    for element in paragraphe.iter_inner_content():
        if isinstance(element, Hyperlink):
            yield Morceau(element.text)
        elif isinstance(element, Run) and element.text:
            yield Morceau(element.text, bool(element.bold), bool(element.italic), bool(element.underline))


def _images(paragraphe: Paragraph) -> Iterator[Image]:
    for dessin in paragraphe._p.iter(qn("wp:inline"), qn("wp:anchor")):
        proprietes = dessin.find(qn("wp:docPr"))
        taille = dessin.find(qn("wp:extent"))
        texte = "" if proprietes is None else proprietes.get("descr") or proprietes.get("title") or ""
        largeur = int(taille.get("cx", "0")) / EMU_PAR_MM if taille is not None else 0
        for blip in dessin.iter(qn("a:blip")):
            part = paragraphe.part.related_parts.get(blip.get(qn("r:embed")) or "")
            sorte = IMAGES.get(part.content_type) if part is not None else None
            if part is not None and sorte:
                yield Image(part.blob, sorte, texte or "Image du modèle, sans description", largeur or 40)
