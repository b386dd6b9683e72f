"""Private links: an identifier and its signature, made anew at will, never kept."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from maillage.rencontres.models import Inscription

SEL = "maillage.rencontres.inscription"
LONGUEUR = 32


def jeton_de(inscription: Inscription) -> str:
    """Return the token of a registration: it dies with its `sel`."""
    return f"{inscription.identifiant}.{_signature(inscription)}"


def lien_de(inscription: Inscription, page: str = "ma_place") -> str:
    """Return the whole address of a private page."""
    return f"{settings.ADRESSE_PUBLIQUE}{reverse(f'rencontres:{page}', args=[jeton_de(inscription)])}"


def jeton_valide(inscription: Inscription, jeton: str) -> bool:
    return constant_time_compare(jeton, jeton_de(inscription))


def _signature(inscription: Inscription) -> str:
    mots = f"{inscription.identifiant} {inscription.sel}"
    return salted_hmac(SEL, mots, algorithm="sha256").hexdigest()[:LONGUEUR]
