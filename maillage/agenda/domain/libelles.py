"""French wording that the shared typography does not give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from maillage.socle.domain.typographie import ecrire_heure, ecrire_jour, ecrire_jour_annee


def enumerer(elements: Sequence[str]) -> str:
    """« lundi, mardi et jeudi »."""
    if len(elements) < 2:
        return "".join(elements)
    return f"{', '.join(elements[:-1])} et {elements[-1]}"


def plage_en_mots(debut: datetime, fin: datetime) -> str:
    """Write two local datetimes: « lundi 3 mars de 9 h à 10 h 30 »; the second day shows when it is another."""
    if debut.date() == fin.date():
        return f"{ecrire_jour(debut)} de {ecrire_heure(debut.time())} à {ecrire_heure(fin.time())}"
    return f"du {ecrire_jour(debut)} à {ecrire_heure(debut.time())} au {ecrire_jour(fin)} à {ecrire_heure(fin.time())}"


def moment_en_mots(moment: datetime) -> str:
    """Write a local datetime: « lundi 3 mars 2025 à 9 h »."""
    return f"{ecrire_jour_annee(moment)} à {ecrire_heure(moment.time())}"
