"""Absences of the ordinary young people: from half a day to two weeks, with reasons and notice."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from maillage.portail.demonstration.offre import Offre
from maillage.portail.demonstration.personnes import JeuneDemo
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.tables import Tables
from maillage.portail.demonstration.temps import instant

MATIN, SOIR, DEPART = 8 * 60, 17 * 60, 14 * 60
JOUR = 1440
PART_PAR_SEMAINE = 0.055
MOTIFS = (
    ("MALADIE", 48),
    ("FAMILLE", 14),
    ("RENDEZ_VOUS", 12),
    ("INJUSTIFIEE", 10),
    ("STAGE", 5),
    ("VACANCES", 4),
    ("HOSPITALISATION", 3),
    ("EXCLUSION", 2),
    ("FUGUE", 1),
    ("AUTRE", 1),
)
DUREES = {"HOSPITALISATION": (5, 12), "STAGE": (5, 5), "RENDEZ_VOUS": (0, 0), "EXCLUSION": (1, 3), "VACANCES": (3, 5)}
"""First and last possible number of whole days by reason; 0 is an afternoon away."""


def semer_absences(tables: Tables, offre: Offre, reglages: Reglages, jeunes: list[JeuneDemo], rng: Random) -> None:
    """Write absences over the agendas, and note them on the young people for their presences (minutes since day 0)."""
    lundis = [jour for jour in offre.calendrier.ouverts if jour.weekday() == 0 and jour <= reglages.aujourd_hui]
    codes, poids = zip(*MOTIFS, strict=True)
    for jeune in jeunes:
        libre = reglages.debut
        for lundi in lundis:
            if rng.random() < PART_PAR_SEMAINE and libre <= lundi <= date.fromordinal(jeune.fin):
                libre = _absence(tables, offre, jeune, lundi, (rng.choices(codes, weights=poids)[0], rng))


def _absence(tables: Tables, offre: Offre, jeune: JeuneDemo, lundi: date, tirage: tuple[str, Random]) -> date:
    """Write one absence of the week and return the first day when another may start."""
    motif, rng = tirage
    jours = rng.randint(*DUREES.get(motif, (1, 3)))
    debut = lundi + timedelta(days=rng.randint(0, 4))
    fin = debut + timedelta(days=max(0, jours - 1))
    heure = DEPART if jours == 0 else MATIN
    prevenu = None
    if motif not in {"INJUSTIFIEE", "FUGUE"} and rng.random() < 0.8:
        prevenu = instant(debut - timedelta(days=rng.choice((0, 0, 1, 2, 7))), rng.choice((7, 7 * 60, 7 * 60 + 40)))
    tables["agenda.Absence"].ajouter(jeune.pk, offre.pk, instant(debut, heure), instant(fin, SOIR), motif, prevenu)
    jeune.absences.append((debut.toordinal() * JOUR + heure, fin.toordinal() * JOUR + SOIR))
    return fin + timedelta(days=3)
