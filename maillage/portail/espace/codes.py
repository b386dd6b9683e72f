"""The square that a telephone reads: it fills the field of the code, and sends nothing."""

from __future__ import annotations

from urllib.parse import urlencode

import segno
from django.utils.safestring import SafeString, mark_safe


def carre_de_code(adresse: str, code: str) -> SafeString:
    """Return the drawing of the square, without any colour of its own nor script."""
    carre = segno.make(f"{adresse}?{urlencode({'code': code})}", error="m", micro=False)
    dessin = carre.svg_inline(
        scale=5, border=4, dark="#000", light="#fff", omitsize=True, svgclass="carre", lineclass=None
    )
    return mark_safe(dessin)  # noqa: S308 (drawn by segno from a hexadecimal-like code and our own address; holds only a path)
