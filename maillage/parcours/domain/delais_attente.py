"""How long people wait in a département, without a small count: only medians and classes of size, never a number of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class LigneDeFile:
    """A request as delays read it: its département, the day it came, the days of its answers."""

    departement: str
    reception: date
    admission: date | None = None
    cloture: date | None = None


@dataclass(frozen=True)
class FileDepartement:
    """What may be said of a département: median days from reception to admission, median days waited by those who still wait, size as a class.

    None when fewer than the threshold of people stand behind.
    """

    departement: str
    mediane_admission: float | None
    mediane_attente: float | None
    taille: str


def jour_arrete(le: date) -> date:
    """Return the last day of the month before: figures move once a month, so that a day's difference tells nothing of one person."""
    return le.replace(day=1) - timedelta(days=1)


def files_par_departement(
    demandes: Iterable[LigneDeFile], *, arrete: date, fenetre_mois: int, seuil: int, classes: Sequence[int]
) -> list[FileDepartement]:
    """Return one line per département met, by code. Admissions are those of the window that ends on `arrete`; who waits, that day."""
    admis: dict[str, list[int]] = defaultdict(list)
    attente: dict[str, list[int]] = defaultdict(list)
    depuis = arrete - relativedelta(months=fenetre_mois)
    for demande in demandes:
        attente[demande.departement]
        if demande.admission is not None and depuis < demande.admission <= arrete:
            admis[demande.departement].append((demande.admission - demande.reception).days)
        elif _attend(demande, arrete):
            attente[demande.departement].append((arrete - demande.reception).days)
    return [
        FileDepartement(
            departement,
            _mediane(admis[departement], seuil),
            _mediane(attente[departement], seuil),
            _classe(len(attente[departement]), seuil, classes),
        )
        for departement in sorted(attente)
    ]


def _attend(demande: LigneDeFile, le: date) -> bool:
    repondue = [jour for jour in (demande.admission, demande.cloture) if jour is not None and jour <= le]
    return demande.reception <= le and not repondue


def _mediane(jours: list[int], seuil: int) -> float | None:
    return float(median(jours)) if len(jours) >= seuil else None


def _classe(nombre: int, seuil: int, bornes: Sequence[int]) -> str:
    """« moins de 11 », « de 11 à 20 », « plus de 50 »: a class, so that taking one's own file away leaves no small number."""
    if nombre < seuil:
        return f"moins de {seuil}"
    bas = seuil
    for haut in bornes:
        if nombre <= haut:
            return f"de {bas} à {haut}"
        bas = haut + 1
    return f"plus de {bornes[-1]}"
