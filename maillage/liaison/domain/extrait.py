"""The text that is signed and the extract that each recipient gets: canonical JSON in UTF-8, and its SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any


def octets_canoniques(donnees: Mapping[str, Any]) -> bytes:
    """Return the JSON with sorted keys and no space: same data, same bytes."""
    return json.dumps(donnees, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def empreinte(octets: bytes) -> str:
    """Return the SHA-256 in hexadecimal."""
    return hashlib.sha256(octets).hexdigest()


def extraire(contenu: Mapping[str, str], champs: Collection[str]) -> dict[str, str]:
    """Return the allowed fields that hold something."""
    return {code: valeur for code, valeur in contenu.items() if code in champs and valeur != ""}
