"""Two versions of a text, word by word: what was taken away, what came (difflib)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

DECOUPE = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class SuiteDeMots:
    """A run of words: `genre` is garde, retire or ajoute."""

    genre: str
    texte: str


def comparer(avant: str, apres: str) -> list[SuiteDeMots]:
    """Return the runs of words that lead from one text to the other."""
    a, b = DECOUPE.findall(avant), DECOUPE.findall(apres)
    suites = []
    for operation, debut_a, fin_a, debut_b, fin_b in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if operation in {"equal", "delete", "replace"}:
            suites.append(SuiteDeMots("garde" if operation == "equal" else "retire", "".join(a[debut_a:fin_a])))
        if operation in {"insert", "replace"}:
            suites.append(SuiteDeMots("ajoute", "".join(b[debut_b:fin_b])))
    return suites
