"""What someone says to register, and the key under which an establishment counts its places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from maillage.socle.domain.texte import plier

PETITS_MOTS = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"])
"""Words that one writes or not in the name of an establishment: « DITEP du Causse », « DITEP Causse »."""


@dataclass(frozen=True)
class SaisieInscription:
    """Who comes: `attente` is what they hope for, in their words."""

    prenom: str
    nom: str
    courriel: str = ""
    fonction: str = ""
    structure: str = ""
    attente: str = ""


def cle_d_etablissement(dispositif_id: int | None, structure: str, personne: str) -> str:
    """Return the key that ceilings count: the dispositif, else the folded name, else the person alone."""
    if dispositif_id is not None:
        return f"d{dispositif_id}"
    plie = plier(structure).replace("-", " ")
    return f"s {plie}"[:210] if plie else f"p {personne}"[:210]


def reconnaitre_etablissement(structure: str, connus: Iterable[tuple[int, str]]) -> int | None:
    """Return the key of the only establishment known under that name, whatever its case, accents, hyphens and small words; None in doubt."""
    voulu = _mots(structure)
    trouves = {cle for cle, nom in connus if voulu and _mots(nom) == voulu}
    return trouves.pop() if len(trouves) == 1 else None


def _mots(nom: str) -> tuple[str, ...]:
    return tuple(mot for mot in re.findall(r"[a-z0-9]+", plier(nom)) if mot not in PETITS_MOTS)
