"""The week of someone, the day to confirm, the past days that were not confirmed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from maillage.agenda.domain import statuts
from maillage.agenda.domain.conflits import Conflit, Occupation, conflits
from maillage.agenda.domain.deplacements import DeplacementImpossible, deplacements_impossibles
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import PARIS, bornes, jour_local, vers_utc
from maillage.agenda.domain.positions import Position
from maillage.agenda.domain.presences import ABSENT
from maillage.agenda.models import Absence, Evenement, NatureRessource, ParticipationJeune
from maillage.agenda.referentiels import reglages
from maillage.agenda.selectors.agendas import TOUS, Agenda
from maillage.agenda.selectors.cartes import CarteEvenement, cartes, evenements_visibles
from maillage.agenda.selectors.positions import reperes
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
    """Seven days, who or what has two événements at once, and the journeys that do not fit between two."""

    semaine: Semaine
    jours: tuple[JourDeSemaine, ...]
    conflits: tuple[Conflit, ...]
    deplacements: tuple[DeplacementImpossible, ...] = ()

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
    """Return a week of an agenda (9 queries whatever the number of événements)."""
    evenements = _evenements(acteur, dispositif, agenda, semaine.lundi, semaine.dimanche)
    lus = list((filtres or Filtres()).appliquer(evenements))
    lues = cartes(lus)
    par_jour: dict[dt.date, list[CarteEvenement]] = defaultdict(list)
    for carte in lues:
        par_jour[carte.jour].append(carte)
    jours = tuple(
        JourDeSemaine(jour, est_ferie(jour), tuple(par_jour[jour]))
        for jour in jours_entre(semaine.lundi, semaine.dimanche)
    )
    occupees = _occupations(lues, agenda, positions_de(dispositif, lus, lues))
    trajets = deplacements_impossibles(occupees, reglages(semaine.lundi))
    return SemaineLue(semaine, jours, conflits(occupees), trajets)


def lire_journee(acteur: Acteur, dispositif: DispositifVise, *, jour: dt.date, agenda: Agenda) -> list[CarteEvenement]:
    """Return a day of an agenda (5 queries)."""
    return cartes(_evenements(acteur, dispositif, agenda, jour, jour))


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
    """Return who, or what, is expected in two of these événements at once, cancelled ones and absent people aside.

    In the agenda of one person or resource, only its own conflicts.
    """
    return conflits(_occupations(lues, agenda))


def deplacements_entre(
    dispositif: DispositifVise, lus: Sequence[Evenement], lues: Sequence[CarteEvenement]
) -> tuple[DeplacementImpossible, ...]:
    """Return the journeys that do not fit between these événements (4 queries)."""
    if not lus:
        return ()
    occupees = _occupations(lues, None, positions_de(dispositif, lus, lues))
    return deplacements_impossibles(occupees, reglages(jour_local(lus[0].debut)))


def positions_de(
    dispositif: DispositifVise, lus: Iterable[Evenement], lues: Iterable[CarteEvenement]
) -> dict[str, Position]:
    """Return where each événement takes place, by its identifier, when it is known (4 queries)."""
    points, reservees = reperes(dispositif.pk), {carte.identifiant: carte.ressources for carte in lues}
    trouvees = {e.identifiant: points.position(e, (r.cle for r in reservees.get(e.identifiant, ()))) for e in lus}
    return {identifiant: position for identifiant, position in trouvees.items() if position is not None}


def _occupations(
    lues: Iterable[CarteEvenement], agenda: Agenda | None, positions: Mapping[str, Position] | None = None
) -> list[Occupation]:
    lieux = positions or {}
    toutes = (
        replace(occupation, position=lieux.get(carte.identifiant))
        for carte in lues
        if carte.statut != statuts.ANNULE and carte.fin > carte.debut
        for occupation in _occupations_de(carte)
    )
    return [occupation for occupation in toutes if agenda is None or _concerne(agenda, occupation.personne)]


def _concerne(agenda: Agenda, personne: str) -> bool:
    groupe = agenda.groupe
    collectif = groupe.unite_id is not None or groupe.groupe_id is not None
    return agenda.mot in {TOUS, personne} or collectif


def _occupations_de(carte: CarteEvenement) -> Iterable[Occupation]:
    commun = (carte.identifiant, carte.titre, vers_utc(carte.debut), vers_utc(carte.fin))
    yield from (Occupation(f"pro-{pro.identifiant}", pro.nom, *commun, mobile=True) for pro in carte.pros)
    yield from (Occupation(f"jeune-{i.identifiant}", i.nom, *commun) for i in carte.inscrits if not i.absent)
    for ressource in carte.ressources:
        mobile = ressource.nature != NatureRessource.SALLE
        yield Occupation(f"ressource-{ressource.identifiant}", ressource.nom, *commun, mobile=mobile, reservee=True)


def _evenements(
    acteur: Acteur, dispositif: DispositifVise, agenda: Agenda, debut: dt.date, fin: dt.date
) -> QuerySet[Evenement]:
    commence, finit = bornes(debut, fin)
    evenements = evenements_visibles(acteur, dispositif).filter(
        agenda.condition(), debut__gte=commence, debut__lt=finit
    )
    return evenements.select_related("unite", "serie", "groupe", "type_activite").order_by("debut", "fin", "pk")
