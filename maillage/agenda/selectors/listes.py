"""Lists: événements of a period, absences, series."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from maillage.agenda.domain import statuts
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import bornes
from maillage.agenda.models import Absence, Evenement, ParticipationJeune, ParticipationPro, Serie
from maillage.agenda.selectors.agendas import Agenda
from maillage.agenda.selectors.cartes import evenements_visibles
from maillage.agenda.selectors.personnes import jeunes_a_inscrire
from maillage.agenda.selectors.semaine import Filtres
from maillage.socle.acteur import Acteur

TRIS_EVENEMENTS = {
    "quand": ("debut", "fin", "pk"),
    "-quand": ("-debut", "-fin", "-pk"),
    "titre": ("titre", "debut", "pk"),
    "-titre": ("-titre", "debut", "pk"),
    "categorie": ("categorie", "debut", "pk"),
    "-categorie": ("-categorie", "debut", "pk"),
    "statut": ("statut", "debut", "pk"),
    "-statut": ("-statut", "debut", "pk"),
}


@dataclass(frozen=True)
class FiltresListe:
    """A period (local days, both included), words looked for in titles, places and names, and the filters of the week."""

    debut: dt.date
    fin: dt.date
    recherche: str = ""
    tri: str = "quand"
    filtres: Filtres = field(default_factory=Filtres)


def lister_evenements(
    acteur: Acteur, dispositif: DispositifVise, *, agenda: Agenda, filtres: FiltresListe
) -> QuerySet[Evenement]:
    """Return the événements of a period, to be paged then given to `cartes`."""
    commence, finit = bornes(filtres.debut, filtres.fin)
    evenements = evenements_visibles(acteur, dispositif).filter(
        agenda.condition(), _cherche(filtres.recherche), debut__gte=commence, debut__lt=finit
    )
    ordre = TRIS_EVENEMENTS.get(filtres.tri, TRIS_EVENEMENTS["quand"])
    return filtres.filtres.appliquer(evenements).order_by(*ordre)


def absences_visibles(acteur: Acteur, dispositif: DispositifVise) -> QuerySet[Absence]:
    """Return the absences of the dispositif, and those of everywhere of the young people known there, latest first."""
    if not acteur.peut("agenda", dispositif_id=dispositif.pk):
        return Absence.objects.none()
    partout = Q(dispositif__isnull=True, jeune_id__in=jeunes_a_inscrire(dispositif.pk).values("pk"))
    visibles = Absence.objects.filter(Q(dispositif_id=dispositif.pk) | partout)
    return visibles.select_related("jeune").order_by("-debut", "-pk")


def series_visibles(acteur: Acteur, dispositif: DispositifVise) -> QuerySet[Serie]:
    """Return the series with `titre`, `nombre` of occurrences, `restantes` and `prochaine` planned ones from now."""
    if not acteur.peut("agenda", dispositif_id=dispositif.pk):
        return Serie.objects.none()
    a_venir = Q(evenements__debut__gte=timezone.now(), evenements__statut=statuts.PLANIFIE)
    series = Serie.objects.filter(dispositif_id=dispositif.pk).annotate(
        nombre=Count("evenements"),
        restantes=Count("evenements", filter=a_venir),
        prochaine=Min("evenements__debut", filter=a_venir),
        titre=Min("evenements__titre"),
    )
    return series.filter(nombre__gt=0).order_by("-restantes", "titre", "pk")


def _cherche(recherche: str) -> Q:
    condition = Q()
    for mot in recherche.split():
        jeune = Q(jeune__nom__icontains=mot) | Q(jeune__prenom__icontains=mot)
        pro = Q(professionnel__nom__icontains=mot) | Q(professionnel__prenom__icontains=mot)
        condition &= (
            Q(titre__icontains=mot)
            | Q(lieu__icontains=mot)
            | Q(Exists(ParticipationJeune.objects.filter(jeune, evenement=OuterRef("pk"))))
            | Q(Exists(ParticipationPro.objects.filter(pro, evenement=OuterRef("pk"))))
        )
    return condition
