"""What a measure is, and how a dotted path of the result finds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

CLE = re.compile(r"\{(\w+)\}")


class Nature(StrEnum):
    """How the contributions make the figure."""

    SOMME = "SOMME"
    TAUX = "TAUX"
    MEDIANE = "MEDIANE"
    VALEUR = "VALEUR"


@dataclass(frozen=True)
class Mesure:
    """`modele`: dotted path, free keys in braces (`places.{modalite}`). `famille`: SQL file of its contributions.

    `rapport`: (numerator, denominator) of a rate, as models; a denominator may be a number.
    """

    modele: str
    libelle: str
    unite: str
    regles: tuple[str, ...]
    definition: str
    famille: str = ""
    parametres: tuple[str, ...] = ()
    nature: Nature = Nature.SOMME
    rapport: tuple[str, str] | None = None

    @property
    def est_additive(self) -> bool:
        return self.nature is Nature.SOMME

    def segments(self, chemin: str) -> list[str]:
        """The keys to follow in the result; a free key may itself hold dots."""
        trouve = _motif(self.modele).fullmatch(chemin)
        cles = iter(trouve.groups() if trouve else ())
        return [next(cles) if CLE.fullmatch(segment) else segment for segment in self.modele.split(".")]

    def remplacer(self, texte: str, chemin: str) -> str:
        """Put the keys of `chemin` in the braces of a text written with the same names."""
        trouve = _motif(self.modele).fullmatch(chemin)
        valeurs = trouve.groupdict() if trouve else {}
        return CLE.sub(lambda accolade: valeurs.get(accolade[1], accolade[0]), texte)


@lru_cache
def _motif(modele: str) -> re.Pattern[str]:
    morceaux = CLE.split(modele)
    return re.compile("".join(f"(?P<{m}>.+)" if rang % 2 else re.escape(m) for rang, m in enumerate(morceaux)))


def modele_de(chemin: str, mesures: tuple[Mesure, ...]) -> Mesure | None:
    """The measure of a path: an exact name first, then the first model with free keys that fits."""
    exacte = next((mesure for mesure in mesures if mesure.modele == chemin), None)
    return exacte or next((mesure for mesure in mesures if _motif(mesure.modele).fullmatch(chemin)), None)


def mesure_de(chemin: str, mesures: tuple[Mesure, ...]) -> Mesure:
    """Same; raises `KeyError` for a path the catalogue does not know."""
    trouvee = modele_de(chemin, mesures)
    if trouvee is None:
        raise KeyError(chemin)
    return trouvee
