"""The test clock: in a demonstration, days added to the real time, so that a legal period can be seen passing. Never in production.

The number of days stands in a file of the data folder, shared by the server and its background work; every date of the product comes from
`django.utils.timezone.now`, which this module replaces when the setting allows it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

JOURS_MAX = 3660
FICHIER = "horloge-essai"
_vraie_heure = timezone.now
_lu: tuple[int, timedelta] = (0, timedelta())


def installer() -> None:
    """Make the test clock that of the product; call it once, where the setting allows it."""
    timezone.now = maintenant


def maintenant() -> datetime:
    """Return the real moment, moved by the days of the test clock."""
    return _vraie_heure() + decalage()


def decalage() -> timedelta:
    """Return the days added today; none without a file, or with one that says anything else."""
    global _lu
    try:
        modifie = _fichier().stat().st_mtime_ns
    except FileNotFoundError:
        return timedelta()
    if modifie != _lu[0]:
        _lu = (modifie, timedelta(days=_lire()))
    return _lu[1]


def avancer_jusqu_au(jour: datetime) -> timedelta:
    """Move the clock to the first moment that is not before `jour`, by whole days; going back is only to the real time. Returns the days added."""
    manque = jour - _vraie_heure()
    jours = min(max(-(-manque // timedelta(days=1)), 0), JOURS_MAX)
    _fichier().write_text(str(jours), encoding="utf-8")
    return timedelta(days=jours)


def revenir() -> None:
    """Go back to the real time."""
    _fichier().unlink(missing_ok=True)


def _fichier() -> Path:
    return Path(settings.DOSSIER_DONNEES) / FICHIER


def _lire() -> int:
    texte = _fichier().read_text(encoding="utf-8").strip()
    return min(int(texte), JOURS_MAX) if texte.isdigit() else 0
