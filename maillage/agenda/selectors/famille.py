"""The week of a young person as their account, or their family's, reads it: never another young person, never what is prepared without them.

The right is a capacity held today (`acteur.qualites_pour`). « Pour le jeune, sans lui » (team meetings) is left out: it is the team's own work.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from maillage.agenda.domain import statuts
from maillage.agenda.domain.heures import bornes
from maillage.agenda.models import Evenement, ParticipationJeune
from maillage.agenda.selectors.cartes import CarteEvenement, cartes
from maillage.socle.acteur import Acteur
from maillage.socle.domain.calendrier import Semaine
from maillage.socle.vocabulaire import Categorie

MONTREES = (Categorie.DIRECT_JEUNE, Categorie.DIRECT_ENTOURAGE, Categorie.TRANSPORT)


@dataclass(frozen=True)
class MomentFamille:
    """An événement in a few words; local times. `avec`: the professionals; `seul`: the young person is the only one listed."""

    identifiant: str
    titre: str
    debut: dt.datetime
    fin: dt.datetime
    categorie: str
    modalite: str
    lieu: str
    avec: tuple[str, ...]
    annule: bool
    absent: bool
    seul: bool


def semaine_par_compte(
    acteur: Acteur, jeune_id: int, *, semaine: Semaine
) -> list[tuple[dt.date, tuple[MomentFamille, ...]]]:
    """Return the seven days of a week in every dispositif; no moment at all for a stranger (5 queries whatever their number)."""
    debut, fin = bornes(semaine.lundi, semaine.dimanche)
    evenements = _evenements(acteur, jeune_id).filter(debut__gte=debut, debut__lt=fin)
    par_jour: dict[dt.date, list[MomentFamille]] = defaultdict(list)
    lues = cartes(evenements.order_by("debut", "fin", "pk"))
    identifiant = _identifiant(jeune_id)
    for carte in lues:
        par_jour[carte.jour].append(_moment(carte, identifiant))
    return [(jour, tuple(par_jour[jour])) for jour in (semaine.lundi + dt.timedelta(days=n) for n in range(7))]


def moment_par_compte(acteur: Acteur, jeune_id: int, identifiant: str) -> tuple[MomentFamille, int] | None:
    """Return one moment and its dispositif, None when it is not one of this young person's."""
    evenement = _evenements(acteur, jeune_id).filter(identifiant=identifiant).first()
    if evenement is None:
        return None
    (carte,) = cartes(Evenement.objects.filter(pk=evenement.pk))
    return _moment(carte, _identifiant(jeune_id)), evenement.dispositif_id


def _evenements(acteur: Acteur, jeune_id: int) -> QuerySet[Evenement]:
    if not acteur.qualites_pour(jeune_id):
        return Evenement.objects.none()
    return Evenement.objects.filter(participations_jeunes__jeune_id=jeune_id, categorie__in=MONTREES)


def _identifiant(jeune_id: int) -> str:
    siennes = ParticipationJeune.objects.filter(jeune_id=jeune_id)
    return siennes.values_list("jeune__identifiant", flat=True).first() or ""


def _moment(carte: CarteEvenement, identifiant: str) -> MomentFamille:
    sien = next((inscrit for inscrit in carte.inscrits if inscrit.identifiant == identifiant), None)
    return MomentFamille(
        identifiant=carte.identifiant,
        titre=carte.titre,
        debut=carte.debut,
        fin=carte.fin,
        categorie=carte.categorie_code,
        modalite=carte.modalite,
        lieu=carte.lieu,
        avec=tuple(pro.nom for pro in carte.pros),
        annule=carte.statut == statuts.ANNULE,
        absent=sien is not None and sien.absent,
        seul=len(carte.inscrits) == 1,
    )
