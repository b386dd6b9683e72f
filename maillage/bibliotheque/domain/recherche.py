"""French full-text search that answers the same on every database: stems kept in a table, words close to each other, ranking.

SQLite (FTS5) and PostgreSQL (tsvector) do not stem French the same way, and SQLite does not stem it at all. So a text is folded (no accent, lower
case), cut into words, each word stemmed by the French algorithm of Snowball, and the stems are kept by the services with a weight. A query goes the
same way; a word that no stem equals is read as the beginning of one, or as a slip of the fingers: the stems that look most like it (difflib).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from snowballstemmer import stemmer

from maillage.socle.domain.texte import plier

POIDS_TITRE, POIDS_MOTS, POIDS_RESUME, POIDS_TEXTE = 12, 8, 5, 1
TERME_MAX = 40
PREFIXE_MIN, RESSEMBLANCE_MIN = 3, 0.75
ECART_MAX, VOISINS_MAX = 2, 5
RACINE_SURE, TERMINAISON_MAX = 6, 5
DEBUT, TRES_PROCHE = 0.8, 0.5
MOT = re.compile(r"[a-z0-9]+")
MOTS_VIDES = (
    "a au aux avec c ce ces cet cette comme comment d dans de des du elle elles en et est etre eux faire fait fois "
    "il ils je l la le les leur leurs lui m mais me meme mes moi mon n ne nos notre nous on ont ou par pas peut "
    "plus pour qu quand que quel quelle quelles quels qui quoi s sa sans se ses si son sont sur t ta te tes toi ton "
    "tous tout toute toutes tu un une vos votre vous y "
)
VIDES = frozenset(MOTS_VIDES.split())
"""Words that say nothing of a subject, folded."""


@lru_cache(maxsize=20_000)
def racine(mot: str) -> str:
    """Return the stem of a folded word: « reunions » and « reunion » give the same."""
    return str(_francais().stemWord(mot))[:TERME_MAX]


@lru_cache(maxsize=1)
def _francais() -> Any:
    return stemmer("french")


def mots_utiles(texte: str) -> list[str]:
    """Return the words of a text that say something, folded, in order."""
    return [mot for mot in MOT.findall(plier(texte)) if mot not in VIDES and (len(mot) > 1 or mot.isdigit())]


def racines(texte: str) -> list[str]:
    """Return the stems of a text, in order, repeated as it repeats them."""
    return [racine(mot) for mot in mots_utiles(texte)]


def peser(parties: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the weight of each stem of a document: that of its best part, a little more when the text insists."""
    poids: dict[str, int] = {}
    for texte, valeur in parties:
        for terme in racines(texte):
            deja = poids.get(terme, 0)
            poids[terme] = (
                max(deja, valeur) if valeur > POIDS_TEXTE or not deja else min(deja + 1, deja + POIDS_TEXTE, 30)
            )
    return poids


def equivalents(terme: str, vocabulaire: Iterable[str]) -> dict[str, float]:
    """Return the stems of a vocabulary that answer a stem, with how well: itself, else those it begins, else those it resembles."""
    connus = set(vocabulaire)
    if terme in connus:
        return {terme: 1.0}
    if len(terme) >= PREFIXE_MIN and (debuts := {connu: DEBUT for connu in connus if connu.startswith(terme)}):
        return debuts
    if len(terme) <= PREFIXE_MIN:
        return {}
    voisins = [connu for connu in connus if abs(len(connu) - len(terme)) <= ECART_MAX]
    proches = get_close_matches(terme, voisins, n=VOISINS_MAX, cutoff=RESSEMBLANCE_MIN) or _debuts_connus(terme, connus)
    return dict.fromkeys(proches, TRES_PROCHE)


def _debuts_connus(terme: str, connus: set[str]) -> list[str]:
    """A slip in an ending keeps the stemmer from taking it off: « accompagnemet » still begins with a known stem."""
    plus_court = max(RACINE_SURE, len(terme) - TERMINAISON_MAX)
    longueur = next((n for n in range(len(terme) - 1, plus_court - 1, -1) if terme[:n] in connus), None)
    return [] if longueur is None else [terme[:longueur]]


@dataclass(frozen=True)
class Trouvaille:
    """A document found, and its note."""

    cle: int
    note: float


def classer(
    demande: Iterable[Mapping[str, float]], lignes: Iterable[tuple[int, str, int]], nombre: int
) -> list[Trouvaille]:
    """Return the documents that answer every word of a query, the best first.

    `demande`: for each word, the stems that answer it; `lignes`: (document, stem, weight); `nombre`: of documents. A stem that every document holds
    says little: the weight is divided by the share of documents that hold it.
    """
    mots = list(demande)
    presents = list(lignes)
    porteurs: dict[str, set[int]] = {}
    for cle, terme, _ in presents:
        porteurs.setdefault(terme, set()).add(cle)
    notes: dict[int, list[float]] = {}
    for cle, terme, poids in presents:
        rarete = 1 + nombre / (1 + len(porteurs[terme]))
        for rang, admis in enumerate(mots):
            if terme in admis:
                note = notes.setdefault(cle, [0.0] * len(mots))
                note[rang] = max(note[rang], poids * admis[terme] * rarete**0.5)
    complets = [Trouvaille(cle, sum(note)) for cle, note in notes.items() if all(note)]
    return sorted(complets, key=lambda trouvaille: (-trouvaille.note, trouvaille.cle))
