"""Advice on easy-to-read writing: what a sentence could say more simply. It advises, it never refuses.

Source: « Information for all », European standards for making information easy to read and understand (Inclusion Europe): short sentences, one idea
each, no difficult word without its explanation, no acronym, no abbreviation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOTS_PAR_PHRASE = 12
"""Beyond this many words, a sentence carries more than one idea."""
LETTRES_PAR_MOT = 13
PHRASES = re.compile(r"[^.!?\n]+[.!?]?")
MOTS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
SIGLES = re.compile(r"\b[A-Z]{3,}\b")


@dataclass(frozen=True)
class ConseilFalc:
    """Something that could be simpler, and how."""

    extrait: str
    conseil: str


def phrases_de(texte: str) -> list[str]:
    """Cut a text in sentences."""
    return [phrase.strip() for phrase in PHRASES.findall(texte) if phrase.strip()]


def conseils_falc(textes: Iterable[str]) -> list[ConseilFalc]:
    """Return what could be simpler in these texts, in reading order, each thing once."""
    conseils = [conseil for texte in textes for phrase in phrases_de(texte) for conseil in _conseils(phrase)]
    return list(dict.fromkeys(conseils))


def _conseils(phrase: str) -> list[ConseilFalc]:
    mots = MOTS.findall(phrase)
    conseils = []
    if len(mots) > MOTS_PAR_PHRASE:
        conseils.append(ConseilFalc(phrase, "Phrase longue : coupez-la en deux, une idée par phrase."))
    conseils += [
        ConseilFalc(mot, "Mot long : cherchez un mot de tous les jours, ou expliquez-le.")
        for mot in mots
        if max(map(len, re.split(r"[-'’]", mot))) > LETTRES_PAR_MOT
    ]
    conseils += [ConseilFalc(sigle, "Sigle : écrivez les mots en entier.") for sigle in SIGLES.findall(phrase)]
    return conseils
