"""The week of someone, the day to confirm, the past days that were not confirmed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from maillage.agenda.domain import statuts
from maillage.agenda.domain.conflits import Conflit, Occupation, conflits
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import PARIS, bornes, vers_utc
from maillage.agenda.domain.presences import ABSENT
from maillage.agenda.models import Absence, Evenement, ParticipationJeune
from maillage.agenda.selectors.agendas import TOUS, Agenda
from maillage.agenda.selectors.cartes import CarteEvenement, cartes, evenements_visibles
from maillage.socle.acteur import Acteur
from maillage.socle.domain.calendrier import Semaine, est_ferie, jours_entre

A_CONFIRMER = "A_CONFIRMER"


@dataclass(frozen=True)
class Filtres:
    """What is kept of an agenda; an empty value keeps everything. `statut` is a statut or A_CONFIRMER."""

    categorie: str = ""
    modalite: str = ""
    statut: str = ""

    def appliquer(self, evenements: QuerySet[Evenement]) -> QuerySet[Evenement]:
        """Return the événements kept."""
        voulus = {"categorie": self.categorie, "modalite": self.modalite}
        evenements = evenements.filter(**{champ: valeur for champ, valeur in voulus.items() if valeur})
        if self.statut == A_CONFIRMER:
            return evenements.filter(a_confirmer())
        return evenements.filter(statut=self.statut) if self.statut else evenements


@dataclass(frozen=True)
class JourDeSemaine:
    """One column of the week."""

    date: dt.date
    ferie: bool
    cartes: tuple[CarteEvenement, ...] = field(default_factory=tuple)

    @property
    def a_confirmer(self) -> int:
        return sum(carte.a_confirmer for carte in self.cartes)


@dataclass(frozen=True)
class SemaineLue:
    """Seven days, and the people who have two événements at once."""

    semaine: Semaine
    jours: tuple[JourDeSemaine, ...]
    conflits: tuple[Conflit, ...]

    @property
    def nombre(self) -> int:
        return sum(len(jour.cartes) for jour in self.jours)


@dataclass(frozen=True)
class JourAConfirmer:
    """A past day with événements left to confirm."""

    date: dt.date
    nombre: int


def lire_semaine(
    acteur: Acteur, dispositif: DispositifVise, *, semaine: Semaine, agenda: Agenda, filtres: Filtres | None = None
) -> SemaineLue:
    """Return a week of an agenda (4 queries whatever the number of événements)."""
    lues = _entre(acteur, dispositif, agenda, semaine.lundi, semaine.dimanche, filtres)
    par_jour: dict[dt.date, list[CarteEvenement]] = defaultdict(list)
    for carte in lues:
        par_jour[carte.jour].append(carte)
    jours = tuple(
        JourDeSemaine(jour, est_ferie(jour), tuple(par_jour[jour]))
        for jour in jours_entre(semaine.lundi, semaine.dimanche)
    )
    return SemaineLue(semaine, jours, conflits_entre(lues, agenda))


def lire_journee(acteur: Acteur, dispositif: DispositifVise, *, jour: dt.date, agenda: Agenda) -> list[CarteEvenement]:
    """Return a day of an agenda (4 queries)."""
    return _entre(acteur, dispositif, agenda, jour, jour, None)


def jours_a_confirmer(
    acteur: Acteur, dispositif: DispositifVise, *, agenda: Agenda, avant: dt.date, nombre: int = 31
) -> list[JourAConfirmer]:
    """Return the days before `avant` that hold événements to confirm (R4), latest first (1 query)."""
    debut, _ = bornes(avant, avant)
    passes = evenements_visibles(acteur, dispositif).filter(agenda.condition(), a_confirmer(), debut__lt=debut)
    jours = passes.order_by().annotate(jour=TruncDate("debut", tzinfo=PARIS)).values("jour")
    comptes = jours.annotate(nombre=Count("pk")).order_by("-jour").values_list("jour", "nombre")
    return [JourAConfirmer(jour, combien) for jour, combien in comptes[:nombre]]


def evenements_a_confirmer(acteur: Acteur, dispositif: DispositifVise, *, agenda: Agenda) -> int:
    """Return how many past événements are left to confirm (1 query)."""
    return evenements_visibles(acteur, dispositif).filter(agenda.condition(), a_confirmer()).count()


def a_confirmer() -> Q:
    """Return the condition of R4: planned, begun, and someone listed is neither absent nor touched by an absence (or no one is listed)."""
    inscrits = ParticipationJeune.objects.filter(evenement=OuterRef("pk"))
    touchent = Absence.objects.filter(
        Q(fin__isnull=True) | Q(fin__gt=OuterRef("evenement__debut")),
        Q(dispositif__isnull=True) | Q(dispositif=OuterRef("evenement__dispositif")),
        jeune=OuterRef("jeune"),
        debut__lt=OuterRef("evenement__fin"),
    )
    attendus = inscrits.exclude(presence=ABSENT).filter(~Exists(touchent))
    commence = Q(statut=statuts.PLANIFIE, debut__lte=timezone.now(), fin__gt=F("debut"))
    return commence & (Q(Exists(attendus)) | ~Q(Exists(inscrits)))


def conflits_entre(lues: Iterable[CarteEvenement], agenda: Agenda | None = None) -> tuple[Conflit, ...]:
    """Return who is expected in two of these événements at once, cancelled ones and absent people aside.

    In the agenda of one person, only that person's conflicts.
    """
    occupations = (
        Occupation(personne, nom, carte.identifiant, carte.titre, vers_utc(carte.debut), vers_utc(carte.fin))
        for carte in lues
        if carte.statut != statuts.ANNULE and carte.fin > carte.debut
        for personne, nom in _personnes(carte)
        if agenda is None or agenda.mot in {TOUS, personne} or agenda.groupe.unite_id is not None
    )
    return conflits(occupations)


def _personnes(carte: CarteEvenement) -> Iterable[tuple[str, str]]:
    yield from ((f"pro-{pro.identifiant}", pro.nom) for pro in carte.pros)
    yield from ((f"jeune-{i.identifiant}", i.nom) for i in carte.inscrits if not i.absent)


def _entre(
    acteur: Acteur, dispositif: DispositifVise, agenda: Agenda, debut: dt.date, fin: dt.date, filtres: Filtres | None
) -> list[CarteEvenement]:
    commence, finit = bornes(debut, fin)
    evenements = evenements_visibles(acteur, dispositif).filter(
        agenda.condition(), debut__gte=commence, debut__lt=finit
    )
    return cartes((filtres or Filtres()).appliquer(evenements).order_by("debut", "fin", "pk"))
