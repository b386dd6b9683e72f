"""The names that `{% icone %}` knows: those of the sprite."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

PLANCHE = Path(__file__).parent / "static" / "socle" / "tiers" / "icones.svg"


@cache
def noms_des_icones() -> tuple[str, ...]:
    """Return the names of the icons, sorted."""
    return tuple(sorted(re.findall(r'<symbol id="([a-z]+)"', PLANCHE.read_text(encoding="utf-8"))))
