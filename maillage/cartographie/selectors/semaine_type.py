"""The rounds of a typical week: what the agenda usually asks of each weekday, with every vehicle in use."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from maillage.agenda.domain.etat import DispositifVise
from maillage.cartographie.models import PlanTournees
from maillage.cartographie.referentiels.transport import conventions_transport
from maillage.cartographie.selectors.transport import Journee, LectureTransport, lire_transport
from maillage.cartographie.tournees.domain.modele import Sens
from maillage.cartographie.tournees.domain.semaine import passages_habituels
from maillage.socle.acteur import Acteur
from maillage.socle.domain.calendrier import semaine_de

JOURS_OUVRES = 5
UN_JOUR = dt.timedelta(days=1)
UNE_SEMAINE = dt.timedelta(weeks=1)


@dataclass(frozen=True)
class SemaineType:
    """`lundi` names the week that it stands for; `debut` and `fin` bound the days read, `lues` how many weeks had someone."""

    lundi: dt.date
    debut: dt.date
    fin: dt.date
    lues: int
    lecture: LectureTransport


def lire_semaine_type(acteur: Acteur, dispositif: DispositifVise, jour: dt.date) -> SemaineType:
    """Read the weeks before the one of `jour`: as many queries as a week of rounds."""
    lundi = semaine_de(jour).lundi
    semaines = conventions_transport(lundi).semaines_type
    debut, fin = lundi - semaines * UNE_SEMAINE, lundi - UN_JOUR
    lue = lire_transport(acteur, dispositif, debut, fin)
    passages = {}
    for rang in range(JOURS_OUVRES):
        jours = [debut + n * UNE_SEMAINE + rang * UN_JOUR for n in range(semaines)]
        passages[lundi + rang * UN_JOUR] = passages_habituels({le: lue.passages.get(le, ()) for le in jours})
    vehicules = tuple((vehicule, ()) for vehicule, _ in lue.vehicules)
    ouvertes = {semaine_de(le).lundi for le, lus in lue.passages.items() if lus}
    lecture = replace(lue, passages=passages, vehicules=vehicules)
    return SemaineType(lundi, debut, fin, len(ouvertes), lecture)


def lecture_pour(acteur: Acteur, dispositif: DispositifVise, jour: dt.date, *, semaine_type: bool) -> LectureTransport:
    """Return what a plan of that day is made from: its own agenda, or the typical week."""
    if semaine_type:
        return lire_semaine_type(acteur, dispositif, jour).lecture
    return lire_transport(acteur, dispositif, jour, jour)


def journee_du_plan(acteur: Acteur, dispositif: DispositifVise, plan: PlanTournees) -> tuple[LectureTransport, Journee]:
    """Return what the agenda asks now of the day of a plan, without those it left aside."""
    lecture = lecture_pour(acteur, dispositif, plan.jour, semaine_type=plan.semaine_type)
    return lecture, lecture.journee(plan.jour, Sens(plan.sens), plan.retires)
