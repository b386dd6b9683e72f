"""Recurrence (RFC 5545) expanded on the clock of the wall: nine o'clock stays nine o'clock when the clocks change."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrule, rrulestr

from maillage.agenda.domain.erreurs import RecurrenceInvalide
from maillage.agenda.domain.libelles import enumerer
from maillage.socle.domain.typographie import JOURS

CODES_JOURS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OCCURRENCES_MAX = 400
HORIZON = timedelta(days=731)

FREQUENCES: dict[str, tuple[str, str]] = {
    "HEBDOMADAIRE": ("FREQ=WEEKLY", "chaque semaine"),
    "QUINZAINE": ("FREQ=WEEKLY;INTERVAL=2", "une semaine sur deux"),
    "MENSUELLE": ("FREQ=MONTHLY", "chaque mois, à la même date"),
}
"""Code of a rhythm → its rule and its French name."""


def regle_de(frequence: str, jours: Collection[int] = ()) -> str:
    """Return the RRULE of a rhythm; `jours` are week days (0 = Monday), used by weekly rhythms only."""
    base, _ = FREQUENCES[frequence]
    if not jours or "WEEKLY" not in base:
        return base
    return f"{base};BYDAY={','.join(CODES_JOURS[jour] for jour in sorted(set(jours)))}"


def decaler_regle(regle: str, jours: int) -> str:
    """Return the rule with its week days moved by `jours` days."""
    parties = [partie.partition("=") for partie in regle.split(";")]
    return ";".join(
        f"{cle}{egal}{_decaler_codes(valeur, jours) if cle == 'BYDAY' else valeur}" for cle, egal, valeur in parties
    )


def _decaler_codes(valeur: str, jours: int) -> str:
    codes = valeur.split(",")
    if any(code not in CODES_JOURS for code in codes):
        return valeur
    rangs = sorted((CODES_JOURS.index(code) + jours) % len(CODES_JOURS) for code in codes)
    return ",".join(CODES_JOURS[rang] for rang in rangs)


def libelle_regle(regle: str) -> str:
    """Return the French name of a rule that `regle_de` made, or the rule itself when it comes from elsewhere."""
    parties = dict(partie.split("=", 1) for partie in regle.split(";") if "=" in partie)
    jours = parties.pop("BYDAY", "")
    base = ";".join(f"{cle}={valeur}" for cle, valeur in parties.items())
    rythme = next((libelle for texte, libelle in FREQUENCES.values() if texte == base), "")
    codes = [code for code in jours.split(",") if code]
    if not rythme or any(code not in CODES_JOURS for code in codes):
        return regle
    noms = enumerer([JOURS[CODES_JOURS.index(code)] for code in codes])
    return f"{rythme}, le {noms}" if noms else rythme


def occurrences(
    regle: str, *, premiere: datetime, jusqu_au: date, exclues: Collection[date] = ()
) -> tuple[datetime, ...]:
    """Return the local starts from `premiere` to `jusqu_au` included, without the excluded dates.

    Raise RecurrenceInvalide when the rule is not understood, gives nothing, more than OCCURRENCES_MAX, or runs past HORIZON.
    """
    if jusqu_au < premiere.date():
        raise RecurrenceInvalide("La série se termine avant d'avoir commencé.", champ="jusqu_au")
    if jusqu_au > premiere.date() + HORIZON:
        raise RecurrenceInvalide("Une série dure deux ans au plus : rapprochez sa date de fin.", champ="jusqu_au")
    fin = datetime.combine(jusqu_au, time.max)
    dates = islice((moment for moment in _lire(regle, premiere) if moment.date() not in exclues), OCCURRENCES_MAX + 1)
    trouvees = tuple(_jusqu_a(dates, fin))
    if not trouvees:
        raise RecurrenceInvalide("Cette répétition ne donne aucune date entre le début et la fin de la série.")
    if len(trouvees) > OCCURRENCES_MAX:
        raise RecurrenceInvalide(f"Cette répétition donne plus de {OCCURRENCES_MAX} dates : rapprochez sa date de fin.")
    return trouvees


def _lire(regle: str, premiere: datetime) -> rrule:
    try:
        lue = rrulestr(regle, dtstart=premiere)
    except (ValueError, KeyError, TypeError) as erreur:
        raise RecurrenceInvalide(f"La règle de répétition « {regle} » n'est pas comprise.") from erreur
    if not isinstance(lue, rrule):
        raise RecurrenceInvalide("Une série suit une seule règle de répétition.")
    return lue


def _jusqu_a(dates: Collection[datetime] | islice[datetime], fin: datetime) -> list[datetime]:
    retenues: list[datetime] = []
    for moment in dates:
        if moment > fin:
            break
        retenues.append(moment)
    return retenues
