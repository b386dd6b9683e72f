"""Absences to see and to handle, in one list: those declared, and those noted in an événement without a reason."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from maillage.agenda.domain import statuts
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import bornes, minutes_reelles, vers_local
from maillage.agenda.domain.presences import ABSENT
from maillage.agenda.models import Absence, ContactAppel, Evenement, ParticipationJeune
from maillage.agenda.referentiels import reglages
from maillage.agenda.selectors.listes import absences_visibles
from maillage.parcours.selectors.equipe import referents_par_jeune
from maillage.socle.acteur import Acteur
from maillage.socle.vocabulaire import Categorie

ABSENCE, PRESENCE = "absence", "presence"
A_TRAITER, TRAITEES, TOUTES = "", "traitees", "toutes"
A_VENIR = dt.timedelta(days=7)
"""How far an absence without an end is looked at."""
Ligne = tuple[str, int, dt.datetime]
"""Nature and primary key of a line of the list, and the instant it begins."""


@dataclass(frozen=True)
class FiltresAbsences:
    """What is kept of the list; an empty value keeps everything, an empty `etat` what is left to handle."""

    etat: str = A_TRAITER
    jeune_id: int | None = None
    motif: str = ""
    motif_local_id: int | None = None
    du: dt.date | None = None
    au: dt.date | None = None


@dataclass(frozen=True)
class EvenementTouche:
    """An événement that an absence touches; times are local and naive."""

    identifiant: str
    titre: str
    debut: dt.datetime
    minutes: int
    transport: bool


@dataclass(frozen=True)
class LigneAbsence:
    """An absence as the list shows it; one noted in an événement without a reason (`nature` PRESENCE) has no `absence` yet."""

    nature: str
    jeune_id: int
    jeune: str
    jeune_nom: str
    debut: dt.datetime
    fin: dt.datetime | None
    absence: Absence | None = None
    evenement: Evenement | None = None
    touches: tuple[EvenementTouche, ...] = ()
    contacts: tuple[ContactAppel, ...] = field(default_factory=tuple)
    referent: str = ""

    @property
    def tournees(self) -> tuple[EvenementTouche, ...]:
        return tuple(touche for touche in self.touches if touche.transport)

    @property
    def minutes(self) -> int:
        return sum(touche.minutes for touche in self.touches)

    @property
    def version(self) -> int:
        return (self.absence or self.evenement).version  # type: ignore[union-attr]


def lister_absences(acteur: Acteur, dispositif: DispositifVise, filtres: FiltresAbsences) -> QuerySet[Absence, Ligne]:
    """Return (nature, primary key, begin) of each line of the list, latest first, to be paged then given to `lignes_absences`."""
    declarees = _declarees(acteur, dispositif, filtres).annotate(
        nature=Value(ABSENCE, output_field=CharField()), quand=F("debut")
    )
    notees = _notees(acteur, dispositif, filtres).annotate(
        nature=Value(PRESENCE, output_field=CharField()), quand=F("evenement__debut")
    )
    colonnes = ("nature", "pk", "quand")
    ensemble = declarees.order_by().values_list(*colonnes).union(notees.order_by().values_list(*colonnes), all=True)
    return ensemble.order_by("-quand", "-pk")


def lignes_absences(dispositif: DispositifVise, page: Iterable[Ligne]) -> list[LigneAbsence]:
    """Return these lines ready to be shown, in their order: 6 queries whatever their number."""
    cles = [(nature, pk) for nature, pk, _ in page]
    lues = {**_absences_lues(cles), **_presences_lues(cles)}
    lignes = [lues[cle] for cle in cles if cle in lues]
    jeunes = {ligne.jeune_id for ligne in lignes}
    touches = _touches(dispositif, lignes)
    contacts = contacts_par_jeune(dispositif.pk, jeunes)
    referents = referents_par_jeune(jeunes, dispositif.pk, timezone.localdate())
    return [
        LigneAbsence(
            **{
                **ligne.__dict__,
                "touches": touches[rang],
                "contacts": contacts.get(ligne.jeune_id, ()),
                "referent": referents.get(ligne.jeune_id, ""),
            }
        )
        for rang, ligne in enumerate(lignes)
    ]


def contacts_par_jeune(dispositif_id: int, jeunes: Collection[int]) -> Mapping[int, tuple[ContactAppel, ...]]:
    """Return who is called about each young person, in order (1 query)."""
    contacts: dict[int, tuple[ContactAppel, ...]] = {}
    for contact in ContactAppel.objects.filter(dispositif_id=dispositif_id, jeune_id__in=jeunes):
        contacts[contact.jeune_id] = (*contacts.get(contact.jeune_id, ()), contact)
    return contacts


def compter_a_traiter(acteur: Acteur, dispositif: DispositifVise) -> int:
    """Return how many absences are left to handle (1 query)."""
    return lister_absences(acteur, dispositif, FiltresAbsences()).count()


def _depuis() -> dt.datetime:
    """An absence that began earlier is no longer asked about."""
    aujourd_hui = timezone.localdate()
    debut, _ = bornes(aujourd_hui - dt.timedelta(days=reglages(aujourd_hui).absences_a_traiter_jours), aujourd_hui)
    return debut


def _declarees(acteur: Acteur, dispositif: DispositifVise, filtres: FiltresAbsences) -> QuerySet[Absence]:
    absences = absences_visibles(acteur, dispositif)
    if filtres.etat == A_TRAITER:
        _, ce_soir = bornes(timezone.localdate(), timezone.localdate())
        absences = absences.filter(traitee_le__isnull=True, debut__gte=_depuis(), debut__lt=ce_soir)
    elif filtres.etat == TRAITEES:
        absences = absences.filter(traitee_le__isnull=False)
    if filtres.jeune_id is not None:
        absences = absences.filter(jeune_id=filtres.jeune_id)
    if filtres.motif_local_id is not None:
        absences = absences.filter(motif_local_id=filtres.motif_local_id)
    elif filtres.motif:
        absences = absences.filter(motif=filtres.motif)
    if filtres.du is not None:
        absences = absences.filter(Q(fin__isnull=True) | Q(fin__gt=bornes(filtres.du, filtres.du)[0]))
    if filtres.au is not None:
        absences = absences.filter(debut__lt=bornes(filtres.au, filtres.au)[1])
    return absences


def _notees(acteur: Acteur, dispositif: DispositifVise, filtres: FiltresAbsences) -> QuerySet[ParticipationJeune]:
    """Noted absent, and no absence tells why: a reason to be asked for."""
    notees = ParticipationJeune.objects.filter(evenement__dispositif_id=dispositif.pk, presence=ABSENT)
    if filtres.etat == TRAITEES or filtres.motif or not acteur.peut("agenda", dispositif_id=dispositif.pk):
        return notees.none()
    dites = Absence.objects.filter(
        Q(fin__isnull=True) | Q(fin__gt=OuterRef("evenement__debut")),
        Q(dispositif__isnull=True) | Q(dispositif=OuterRef("evenement__dispositif")),
        jeune=OuterRef("jeune"),
        debut__lt=OuterRef("evenement__fin"),
    )
    notees = notees.filter(~Exists(dites)).exclude(evenement__statut=statuts.ANNULE)
    if filtres.etat == A_TRAITER:
        notees = notees.filter(evenement__debut__gte=_depuis())
    if filtres.jeune_id is not None:
        notees = notees.filter(jeune_id=filtres.jeune_id)
    if filtres.du is not None:
        notees = notees.filter(evenement__fin__gt=bornes(filtres.du, filtres.du)[0])
    if filtres.au is not None:
        notees = notees.filter(evenement__debut__lt=bornes(filtres.au, filtres.au)[1])
    return notees


def _absences_lues(cles: Collection[tuple[str, int]]) -> dict[tuple[str, int], LigneAbsence]:
    voulues = [pk for nature, pk in cles if nature == ABSENCE]
    absences = Absence.objects.filter(pk__in=voulues).select_related("jeune", "motif_local")
    return {
        (ABSENCE, a.pk): LigneAbsence(ABSENCE, a.jeune_id, a.jeune.identifiant, str(a.jeune), a.debut, a.fin, absence=a)
        for a in absences
    }


def _presences_lues(cles: Collection[tuple[str, int]]) -> dict[tuple[str, int], LigneAbsence]:
    voulues = [pk for nature, pk in cles if nature == PRESENCE]
    lignes = ParticipationJeune.objects.filter(pk__in=voulues).select_related("jeune", "evenement")
    return {
        (PRESENCE, p.pk): LigneAbsence(
            PRESENCE,
            p.jeune_id,
            p.jeune.identifiant,
            str(p.jeune),
            p.evenement.debut,
            p.evenement.fin,
            evenement=p.evenement,
        )
        for p in lignes
    }


def _touches(dispositif: DispositifVise, lignes: list[LigneAbsence]) -> dict[int, tuple[EvenementTouche, ...]]:
    """Return the événements that each line touches, cancelled ones aside, by rank of the line (1 query)."""
    if not lignes:
        return {}
    fins = [ligne.fin or timezone.now() + A_VENIR for ligne in lignes]
    fenetres = Q()
    for ligne, fin in zip(lignes, fins, strict=True):
        fenetres |= Q(jeune_id=ligne.jeune_id, evenement__fin__gt=ligne.debut, evenement__debut__lt=fin)
    inscriptions = ParticipationJeune.objects.filter(fenetres, evenement__dispositif_id=dispositif.pk)
    par_jeune: dict[int, list[Evenement]] = defaultdict(list)
    for inscription in inscriptions.exclude(evenement__statut=statuts.ANNULE).select_related("evenement"):
        par_jeune[inscription.jeune_id].append(inscription.evenement)
    return {
        rang: tuple(
            _touche(e)
            for e in sorted(par_jeune[ligne.jeune_id], key=lambda e: (e.debut, e.pk))
            if e.debut < fin and e.fin > ligne.debut
        )
        for rang, (ligne, fin) in enumerate(zip(lignes, fins, strict=True))
    }


def _touche(evenement: Evenement) -> EvenementTouche:
    return EvenementTouche(
        evenement.identifiant,
        str(evenement),
        vers_local(evenement.debut),
        minutes_reelles(evenement.debut, evenement.fin),
        evenement.categorie == Categorie.TRANSPORT,
    )
