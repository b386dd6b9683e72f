"""Papers: a Typst template and its data make a tagged PDF (PDF/UA-1), in the face of the product, the same bytes on every computer."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

POLICES = Path(__file__).parent / "polices"
POLICE = "Atkinson Hyperlegible Next"
"""A template that begins with `#set text(font: "Atkinson Hyperlegible Next")` is set in it; no face of the computer is ever used."""


@lru_cache
def _polices() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(POLICES)])


def composer_pdf(modele: bytes, donnees: Mapping[str, Any], *, jour: dt.date) -> bytes:
    """Return the PDF of a template that reads `json(bytes(sys.inputs.donnees))`; `jour` is the date written in the file."""
    instant = dt.datetime.combine(jour, dt.time(), dt.UTC)
    return bytes(
        typst.compile(
            modele,
            format="pdf",
            sys_inputs={"donnees": json.dumps(donnees, ensure_ascii=False)},
            pdf_standards="ua-1",
            timestamp=int(instant.timestamp()),
            font_paths=_polices(),
        )
    )
