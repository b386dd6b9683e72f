"""Reading dates, hours and durations as people and programs write them; everything becomes an instant in UTC.

A value that cannot be read raises ValeurInvalide: its text says what is wrong and how to mend it.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from maillage.agenda.domain.erreurs import HeureInexistante
from maillage.agenda.domain.heures import vers_local, vers_utc

ANNEE_MIN, ANNEE_MAX = 1996, 2199
DUREE_MAX = timedelta(days=31)
"""Activity contract 2.1 (years of a datetime) and 2.2 (longest événement)."""

ORIGINE_TABLEUR = date(1899, 12, 30)
JOUR_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
JOUR_FRANCAIS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
JOUR_TABLEUR = re.compile(r"\d{5}")
HEURE = re.compile(r"(\d{1,2})\s*(?:[:hH]\s*(\d{2})?)(?::\d{2}(?:[.,]\d+)?)?")
FRACTION = re.compile(r"0[.,]\d+|0")
DUREE = re.compile(r"(\d{1,3})\s*(?:h|:)\s*(\d{1,2})?(?::\d{2})?(?:\s*min)?", re.IGNORECASE)
MINUTES = re.compile(r"(\d{1,5})(?:[.,]0+)?\s*(?:min|mn|minutes?|m)?", re.IGNORECASE)
HEURES_DECIMALES = re.compile(r"(\d{1,3}[.,]\d+)\s*h(?:eures?)?", re.IGNORECASE)
AVEC_DECALAGE = re.compile(r".*\d(?:Z|[+-]\d{2}:?\d{2})$")
MINUTES_PAR_JOUR = 1440


class ValeurInvalide(ValueError):  # noqa: N818
    """A cell that cannot be read; `motif` is shown to the person."""

    def __init__(self, motif: str) -> None:
        super().__init__(motif)
        self.motif = motif


@lru_cache(maxsize=16384)
def lire_jour(texte: str) -> date:
    """Return the date of « 2024-03-04 », « 04/03/2024 », « 4.3.24 » or of a spreadsheet serial number."""
    if trouve := JOUR_ISO.fullmatch(texte):
        return _jour(texte, *trouve.groups())
    if trouve := JOUR_FRANCAIS.fullmatch(texte):
        jour, mois, annee = trouve.groups()
        return _jour(texte, annee if len(annee) == 4 else f"20{annee}", mois, jour)
    if JOUR_TABLEUR.fullmatch(texte):
        return ORIGINE_TABLEUR + timedelta(days=int(texte))
    raise ValeurInvalide(f"date illisible « {texte} » ; écrivez-la comme 04/03/2024 ou 2024-03-04")


def _jour(texte: str, annee: str, mois: str, jour: str) -> date:
    try:
        lu = date(int(annee), int(mois), int(jour))
    except ValueError:
        raise ValeurInvalide(f"la date « {texte} » n'existe pas dans le calendrier ; corrigez-la") from None
    if not ANNEE_MIN <= lu.year <= ANNEE_MAX:
        raise ValeurInvalide(f"l'année de « {texte} » est hors de {ANNEE_MIN} à {ANNEE_MAX} ; corrigez-la")
    return lu


@lru_cache(maxsize=4096)
def lire_heure(texte: str) -> timedelta:
    """Return the time since midnight of « 9:30 », « 9h30 », « 9 h », « 24:00 » or of a spreadsheet fraction of a day."""
    if trouve := HEURE.fullmatch(texte):
        lu = timedelta(hours=int(trouve[1]), minutes=int(trouve[2] or 0))
        if int(trouve[2] or 0) < 60 and lu <= timedelta(days=1):
            return lu
    elif FRACTION.fullmatch(texte):
        return timedelta(minutes=round(float(texte.replace(",", ".")) * MINUTES_PAR_JOUR))
    raise ValeurInvalide(f"heure illisible « {texte} » ; écrivez-la comme 9:30 ou 9h30")


@lru_cache(maxsize=4096)
def lire_duree(texte: str) -> timedelta:
    """Return the duration of « 90 », « 90 min », « 1:30 », « 1h30 », « 1,5 h » or of a spreadsheet fraction of a day; never zero."""
    lu = _duree(texte)
    if not lu:
        raise ValeurInvalide(f"durée illisible ou nulle « {texte} » ; écrivez des minutes (90) ou 1h30")
    return lu


def _duree(texte: str) -> timedelta | None:
    if trouve := MINUTES.fullmatch(texte):
        return timedelta(minutes=int(trouve[1]))
    if (trouve := DUREE.fullmatch(texte)) and int(trouve[2] or 0) < 60:
        return timedelta(hours=int(trouve[1]), minutes=int(trouve[2] or 0))
    if trouve := HEURES_DECIMALES.fullmatch(texte):
        return timedelta(minutes=round(float(trouve[1].replace(",", ".")) * 60))
    if FRACTION.fullmatch(texte):
        return timedelta(minutes=round(float(texte.replace(",", ".")) * MINUTES_PAR_JOUR))
    return None


@lru_cache(maxsize=32768)
def lire_instant(texte: str, jour: date | None) -> datetime:
    """Return the instant of a date and hour, or of an hour alone on `jour`."""
    if AVEC_DECALAGE.fullmatch(texte):
        return _avec_decalage(texte)
    partie_jour, partie_heure = _decouper(texte)
    if partie_jour:
        jour = lire_jour(partie_jour)
    if not partie_heure:
        raise ValeurInvalide(f"« {texte} » est une date sans heure ; ajoutez l'heure, comme 04/03/2024 09:30")
    if jour is None:
        raise ValeurInvalide(
            f"« {texte} » est une heure sans date ; ajoutez la colonne « date » ou écrivez la date devant"
        )
    return local_vers_instant(datetime.combine(jour, time()) + lire_heure(partie_heure))


def _decouper(texte: str) -> tuple[str, str]:
    """Split into (date, hour); either may be empty."""
    for separateur in ("T", " "):
        gauche, trouve, droite = texte.partition(separateur)
        if trouve and _est_jour(gauche):
            return gauche, droite.strip().removeprefix("à").strip()
    return (texte, "") if _est_jour(texte) else ("", texte)


def _est_jour(texte: str) -> bool:
    return bool(JOUR_ISO.fullmatch(texte) or JOUR_FRANCAIS.fullmatch(texte))


def _avec_decalage(texte: str) -> datetime:
    try:
        lu = datetime.fromisoformat(texte.replace(" ", "T", 1)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValeurInvalide(f"date et heure illisibles « {texte} » ; écrivez 2024-03-04T09:30") from None
    return exiger_annee(lu.replace(second=0, microsecond=0))


def local_vers_instant(local: datetime) -> datetime:
    """Return the instant of a local datetime of Paris; an hour that does not exist raises ValeurInvalide, a doubled one is the first."""
    try:
        return vers_utc(local)
    except HeureInexistante as erreur:
        raise ValeurInvalide(erreur.message) from None


def exiger_annee(instant: datetime) -> datetime:
    if not ANNEE_MIN <= vers_local(instant).year <= ANNEE_MAX:
        raise ValeurInvalide(f"l'année {instant.year} est hors de {ANNEE_MIN} à {ANNEE_MAX} ; corrigez la date")
    return instant


def lire_fin(texte: str, debut: datetime) -> datetime:
    """Return the end: an hour alone is on the day of `debut`, or the day after when it is not later."""
    _, heure = _decouper(texte)
    if heure != texte or AVEC_DECALAGE.fullmatch(texte):
        return lire_instant(texte, None)
    local = vers_local(debut)
    fin = datetime.combine(local.date(), time()) + lire_heure(texte)
    return local_vers_instant(fin if fin > local else fin + timedelta(days=1))


def exiger_longueur(debut: datetime, fin: datetime) -> None:
    """Refuse an end that is not after the start, or later than the same clock time 31 days after it."""
    if fin <= debut:
        raise ValeurInvalide("la fin n'est pas après le début ; corrigez l'une des deux")
    if vers_local(fin) > vers_local(debut) + DUREE_MAX:
        raise ValeurInvalide("l'événement dure plus de 31 jours ; découpez-le")
