"""Limits of what one origin may ask without account. Counts live in the memory of the server, for an hour, under a keyed hash."""

from __future__ import annotations

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from maillage.echanges.domain.erreurs import TropDAppels

FENETRE = 3600
"""Seconds."""
SEL = "maillage.echanges.frein"


def compter(origine: str) -> int:
    """Count one more call of an origin (a word and an address or an identifier) and return how many there were within the hour."""
    cle = _cle(origine)
    cache.add(cle, 0, FENETRE)
    try:
        return cache.incr(cle)
    except ValueError:
        return 1


def exiger(origine: str, limite: int) -> None:
    """Raise TropDAppels when the origin has reached its limit; counts nothing."""
    if cache.get(_cle(origine), 0) >= limite:
        raise TropDAppels("Beaucoup d'appels viennent de partir d'ici. Attendez une heure, puis recommencez.")


def _cle(origine: str) -> str:
    return f"echanges:{salted_hmac(SEL, origine, algorithm='sha256').hexdigest()}"
