"""A short document of this context as a tagged PDF (PDF/UA-1 as Typst checks it): same words, same day, same bytes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from importlib.resources import files

import typst


@dataclass(frozen=True)
class Morceau:
    """A part: its heading, paragraphs, and a table whose rows are as long as `entetes`."""

    titre: str = ""
    paragraphes: tuple[str, ...] = ()
    entetes: tuple[str, ...] = ()
    lignes: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Document:
    """What is written: heading, who writes, opening words, parts, foot of the pages."""

    titre: str
    auteur: str
    chapeau: str
    morceaux: tuple[Morceau, ...]
    pied: str
    date: date


@lru_cache
def _modele() -> bytes:
    return (files(__package__) / "document.typ").read_bytes()


def en_pdf(document: Document) -> bytes:
    """Return the PDF."""
    donnees = {
        "titre": document.titre,
        "auteur": document.auteur,
        "chapeau": document.chapeau,
        "sections": [asdict(morceau) for morceau in document.morceaux],
        "pied": document.pied,
    }
    instant = datetime.combine(document.date, time(), UTC)
    return bytes(
        typst.compile(
            _modele(),
            format="pdf",
            sys_inputs={"donnees": json.dumps(donnees, ensure_ascii=False)},
            pdf_standards="ua-1",
            timestamp=int(instant.timestamp()),
        )
    )
