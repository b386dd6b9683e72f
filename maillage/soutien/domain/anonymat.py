"""A situation is told without a name: what looks like a name, initials or a birth date in a free text.

Names are a warning, since a place may look like one: the person who writes says that it is not a person. A birth date is always refused.
The detector of names is that of the appui-ressource, so that both rooms read a text the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from maillage.appui_ressource.domain.nommage import MotsConnus, noms_reperes

INITIALES = re.compile(r"(?<![\w.])[A-ZÀ-ÖØ-Þ]\.\s?[A-ZÀ-ÖØ-Þ]\.?(?!\w)")
_MOIS = "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre"
NAISSANCE = re.compile(
    rf"\bn(?:é|ée|ee|e)\s+(?:le|en)\s+[\w/.\- ]{{4,20}}|\b\d{{1,2}}[/.\-]\d{{1,2}}[/.\-](?:19|20)\d{{2}}\b"
    rf"|\b\d{{1,2}}(?:er)?\s+(?:{_MOIS})\s+20(?:0|1|2)\d\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reperages:
    """What was spotted: `noms` (to confirm), `dates` that read like a birth date (to remove)."""

    noms: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


def reperer(texte: str, mots: MotsConnus) -> Reperages:
    """Return what may tell who the person is."""
    initiales = tuple(INITIALES.findall(texte))
    dates = tuple(dict.fromkeys(trouve.strip() for trouve in NAISSANCE.findall(texte)))
    return Reperages(tuple(dict.fromkeys([*noms_reperes(texte, mots), *initiales])), dates)
