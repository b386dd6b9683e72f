"""The acronyms of the field and their expansion, as data (`glossaire.toml`)."""

from __future__ import annotations

import tomllib
from pathlib import Path

SIGLES: dict[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["sigles"]


def developper(sigle: str) -> str:
    """Return the words an acronym stands for, an empty string when it is unknown."""
    return SIGLES.get(sigle, "")
