"""Recognising what looks like a full name in a free text: a warning for the person who writes, never a refusal."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from maillage.socle.domain.texte import plier

MORCEAUX = re.compile(r"[\w'’-]+|[.,!?:;\n«»()]")
ELISION = re.compile(r"^[dlDL]['’]")
CAPITALE = re.compile(r"^([A-ZÀ-ÖØ-Þ][\w'’-]*[a-zà-öø-ÿ][\w'’-]*|[A-ZÀ-ÖØ-Þ]{3,})$")


@dataclass(frozen=True)
class MotsConnus:
    """Folded words (see `plier`): `ordinaires` carry a capital without naming anyone, `lieux` announce a place (« école Jules Ferry »)."""

    ordinaires: Collection[str]
    lieux: Collection[str]


def noms_reperes(texte: str, mots: MotsConnus) -> tuple[str, ...]:
    """Return what looks like « Prénom Nom »: two capitalised words in a row, neither of them ordinary, that no word of place announces."""
    trouves: list[str] = []
    precedent, lieu = "", False
    for morceau in MORCEAUX.findall(texte):
        mot = ELISION.sub("", morceau)
        plie = plier(mot)
        nomme = CAPITALE.match(mot) is not None and plie not in mots.ordinaires
        if nomme and precedent and not lieu:
            trouves.append(f"{precedent} {mot}")
        lieu = plie in mots.lieux or (lieu and nomme)
        precedent = mot if nomme and plie not in mots.lieux else ""
    return tuple(dict.fromkeys(trouves))
