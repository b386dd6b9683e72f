"""Limits of what one origin may try without account. Counts live in the memory of the server, for an hour, under a keyed hash."""

from __future__ import annotations

from django.core.cache import cache
from django.utils.crypto import salted_hmac

FENETRE = 3600
"""Seconds."""


def freiner(origine: str, limite: int) -> bool:
    """Count one more try of an origin (a word and an address) and tell whether it is beyond its limit per hour."""
    cle = f"frein:{salted_hmac('maillage.socle.frein', origine, algorithm='sha256').hexdigest()}"
    cache.add(cle, 0, FENETRE)
    try:
        return cache.incr(cle) > limite
    except ValueError:
        return False
