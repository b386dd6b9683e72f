"""French writing of numbers, ratios, durations, dates and hours: the same on pages, in exports and in explanations.

Numbers, units and hours are tied by a narrow no-break space; dates use ordinary spaces so that they wrap.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

FINE = "\u202f"
MOINS = "\u2212"
ABSENT = "–"
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

Nombre = int | float | Decimal


def ecrire_nombre(valeur: Nombre, decimales: int | None = None) -> str:
    """Write 12345.5 as « 12 345,5 ».

    Rounded half up; `decimales` fixes how many decimals show, without it at most two show and final zeros are dropped.
    """
    exact = valeur if isinstance(valeur, Decimal) else Decimal(str(valeur))
    places = 2 if decimales is None else decimales
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    if decimales is None:
        fraction = fraction.rstrip("0")
    sign = MOINS if rounded < 0 else ""
    return sign + _grouper(whole) + (f",{fraction}" if fraction else "")


def _grouper(chiffres: str) -> str:
    return f"{int(chiffres):,}".replace(",", FINE)


def ecrire_taux(ratio: Nombre, decimales: int | None = None) -> str:
    """Write the ratio 0.853 as « 85 % » (no decimal unless asked)."""
    exact = ratio if isinstance(ratio, Decimal) else Decimal(str(ratio))
    return f"{ecrire_nombre(exact * 100, decimales or 0)}{FINE}%"


def ecrire_duree(minutes: Nombre) -> str:
    """Write 150 minutes as « 2 h 30 », 45 as « 45 min », 120 as « 2 h »; rounded to the minute."""
    total = int(Decimal(str(minutes)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    sign, (heures, reste) = (MOINS if total < 0 else ""), divmod(abs(total), 60)
    if not heures:
        return f"{sign}{reste}{FINE}min"
    suffix = f"{FINE}{reste:02d}" if reste else ""
    return f"{sign}{_grouper(str(heures))}{FINE}h{suffix}"


def ecrire_jour(jour: dt.date) -> str:
    """Write « lundi 3 mars », « samedi 1er mars »."""
    return f"{JOURS[jour.weekday()]} {ecrire_date(jour)}"


def ecrire_jour_annee(jour: dt.date) -> str:
    """Write « lundi 3 mars 2025 »."""
    return f"{ecrire_jour(jour)} {jour.year}"


@lru_cache(maxsize=4096)
def ecrire_date_annee(jour: dt.date) -> str:
    """Write « 3 mars 2025 », « 1er mars 2025 »."""
    return f"{ecrire_date(jour)} {jour.year}"


def ecrire_date(jour: dt.date) -> str:
    """Write « 3 mars », « 1er mars »."""
    return f"{'1er' if jour.day == 1 else jour.day} {MOIS[jour.month - 1]}"


def ecrire_trimestre(libelle: str) -> str:
    """Write a civil quarter « 3e trimestre 2026 » and a civil year « année 2026 »; anything else as it is."""
    trimestre = re.fullmatch(r"(\d{4})-T([1-4])", libelle)
    if trimestre is None:
        return f"année {libelle}" if re.fullmatch(r"\d{4}", libelle) else libelle
    annee, numero = trimestre.groups()
    return f"{'1er' if numero == '1' else f'{numero}e'} trimestre {annee}"


def ecrire_heure(heure: dt.time) -> str:
    """Write « 9 h 30 », « 9 h »."""
    suffix = f"{FINE}{heure.minute:02d}" if heure.minute else ""
    return f"{heure.hour}{FINE}h{suffix}"


def ecrire_periode(debut: dt.date, fin: dt.date) -> str:
    """Write « du 1er au 31 mars 2025 », both ends included; a single day is written with its weekday."""
    if debut == fin:
        return f"le {ecrire_jour_annee(debut)}"
    ending = ecrire_date_annee(fin)
    if debut.year != fin.year:
        return f"du {ecrire_date_annee(debut)} au {ending}"
    if debut.month != fin.month:
        return f"du {ecrire_date(debut)} au {ending}"
    return f"du {'1er' if debut.day == 1 else debut.day} au {ending}"


def ecrire_compte(nombre: int, singulier: str, pluriel: str = "") -> str:
    """Write « 1 jeune », « 1 200 jeunes », « 0 jeune » (French: the plural begins at two)."""
    return f"{ecrire_nombre(nombre)} {singulier if abs(nombre) < 2 else pluriel or singulier + 's'}"
