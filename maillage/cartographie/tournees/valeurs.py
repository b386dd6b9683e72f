"""The types of a value in the problem: each turns what JSON gives into a value, or raises `ValeurInvalide`."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from maillage.cartographie.tournees.domain.modele import Sens
from maillage.socle.tabulaire import DATE, IDENTIFIANT
from maillage.socle.tabulaire.types import ValeurInvalide

MOTIF_HEURE = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?")
MAXIMUM = 10**6
DECIMALES = 20
"""More decimals than any tool writes: beyond, the exact arithmetic would grow without end."""


def identifiant(valeur: object) -> str:
    if not isinstance(valeur, str):
        raise ValeurInvalide("un identifiant, entre guillemets, est attendu")
    if not valeur:
        raise ValeurInvalide("identifiant vide")
    return str(IDENTIFIANT.lire(valeur))


def texte(valeur: object) -> str:
    if not isinstance(valeur, str):
        raise ValeurInvalide("un texte est attendu")
    return valeur


def jour(valeur: object) -> str:
    """AAAA-MM-JJ, or empty."""
    lu = texte(valeur)
    return str(DATE.lire(lu)) if lu else ""


def booleen(valeur: object) -> bool:
    if not isinstance(valeur, bool):
        raise ValeurInvalide("true ou false est attendu")
    return valeur


def nombre(valeur: object) -> Fraction:
    """Exact, from 0 to a million."""
    exact = _exact(valeur)
    if not 0 <= exact < MAXIMUM:
        raise ValeurInvalide(f"« {valeur} » n'est pas entre 0 et {MAXIMUM}")
    return exact


def entier(valeur: object) -> int:
    exact = nombre(valeur)
    if exact.denominator != 1:
        raise ValeurInvalide(f"« {valeur} » n'est pas un nombre entier")
    return int(exact)


def nombre_ou_rien(valeur: object) -> Fraction | None:
    """null = unreachable."""
    return None if valeur is None else nombre(valeur)


def degres(limite: int) -> Callable[[object], Fraction]:
    def lire(valeur: object) -> Fraction:
        exact = _exact(valeur)
        if abs(exact) > limite:
            raise ValeurInvalide(f"« {valeur} » n'est pas entre -{limite} et {limite} degrés")
        return exact

    return lire


def _exact(valeur: object) -> Fraction:
    if isinstance(valeur, bool) or not isinstance(valeur, int | Decimal):
        raise ValeurInvalide("un nombre est attendu")
    exposant = valeur.as_tuple().exponent if isinstance(valeur, Decimal) else 0
    if isinstance(exposant, int) and not -DECIMALES <= exposant <= DECIMALES:
        raise ValeurInvalide("nombre trop grand, ou trop de décimales")
    return Fraction(valeur)


def heure(valeur: object) -> int:
    """Seconds since midnight of HH:MM or HH:MM:SS."""
    lue = MOTIF_HEURE.fullmatch(valeur) if isinstance(valeur, str) else None
    if lue is None:
        raise ValeurInvalide(f"heure invalide « {valeur} », attendu HH:MM ou HH:MM:SS")
    return int(lue[1]) * 3600 + int(lue[2]) * 60 + int(lue[3] or 0)


def ecrire_heure(secondes: int) -> str:
    """HH:MM, with the seconds only when there are some."""
    minutes, reste = divmod(secondes, 60)
    courte = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{courte}:{reste:02d}" if reste else courte


def sens(valeur: object) -> Sens:
    if not isinstance(valeur, str) or valeur not in tuple(Sens):
        raise ValeurInvalide(f"« {valeur} » n'est pas permis, attendu : {', '.join(Sens)}")
    return Sens(valeur)
