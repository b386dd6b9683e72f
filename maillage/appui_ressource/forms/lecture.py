"""Proof that someone had the time to read a public form: the moment it was shown, signed, without any third party nor cookie."""

from __future__ import annotations

import datetime as dt

from django.core import signing

SEL = "maillage.appui_ressource.lecture"
TROP_VITE = "L'envoi est arrivé plus vite qu'on ne lit la page. Relisez, puis envoyez de nouveau : rien n'est perdu."
TROP_TARD = "La page était ouverte depuis longtemps. Envoyez de nouveau : rien n'est perdu."


def jeton_de_lecture(maintenant: dt.datetime) -> str:
    """Return the signed moment that a form carries."""
    return signing.dumps(int(maintenant.timestamp()), salt=SEL)


def refus_de_lecture(jeton: str, maintenant: dt.datetime, *, secondes: int, heures: int) -> str:
    """Return why the form is not taken as read, empty when it is: shown at least `secondes` ago and at most `heures` ago."""
    montre = _montre(jeton)
    if montre is None:
        return TROP_VITE
    ecoule = maintenant.timestamp() - montre
    if ecoule < secondes:
        return TROP_VITE
    return TROP_TARD if ecoule > heures * 3600 else ""


def lisible(jeton: str) -> bool:
    """Tell whether a token was signed here."""
    return _montre(jeton) is not None


def _montre(jeton: str) -> int | None:
    try:
        return int(signing.loads(jeton, salt=SEL))
    except (signing.BadSignature, ValueError, TypeError):
        return None
