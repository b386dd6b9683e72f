"""Événements as they are shown: who is listed, who is away and why, what is left to confirm."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone

from maillage.agenda.domain import statuts
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import vers_local
from maillage.agenda.domain.presences import PRESENT, Couverture, Intervalle, couverture, est_absent
from maillage.agenda.models import Absence, Evenement, ParticipationJeune, ParticipationPro, Reservation
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_compte


@dataclass(frozen=True)
class Inscrit:
    """A young person listed in an événement, with what is known of their presence. `touche`: an absence overlaps; `motif`: its label."""

    identifiant: str
    nom: str
    presence: str
    absent: bool
    en_partie: bool
    touche: bool
    motif: str
    motif_code: str
    preavis_h: Decimal | None

    @property
    def etat(self) -> str:
        """Presence in words."""
        if self.absent:
            return f"absent ({self.motif.lower()})" if self.motif else "absent"
        if self.presence == PRESENT:
            return "présent"
        return f"absent en partie ({self.motif.lower()})" if self.en_partie else "présence non dite"


@dataclass(frozen=True)
class Intervenant:
    """A professional listed in an événement."""

    identifiant: str
    nom: str


@dataclass(frozen=True)
class Reservee:
    """A room, a vehicle or equipment booked for an événement; `cle` is its primary key."""

    cle: int
    identifiant: str
    nom: str
    nature: str


@dataclass(frozen=True)
class CarteEvenement:
    """An événement ready to be shown: naive local times, labels, people in alphabetical order."""

    identifiant: str
    version: int
    titre: str
    debut: dt.datetime
    fin: dt.datetime
    categorie: str
    categorie_code: str
    modalite: str
    lieu: str
    unite: str
    statut: str
    statut_libelle: str
    serie: str
    inscrits: tuple[Inscrit, ...]
    pros: tuple[Intervenant, ...]
    commence: bool
    ressources: tuple[Reservee, ...] = ()
    groupe: str = ""
    type_activite: str = ""

    @property
    def jour(self) -> dt.date:
        return self.debut.date()

    @property
    def absents(self) -> int:
        return sum(inscrit.absent for inscrit in self.inscrits)

    @property
    def a_confirmer(self) -> bool:
        """Planned, begun, and not known to be without anyone (R4)."""
        tous_absents = bool(self.inscrits) and all(inscrit.absent or inscrit.touche for inscrit in self.inscrits)
        return self.statut == statuts.PLANIFIE and self.commence and not tous_absents

    @property
    def resume(self) -> str:
        """« Sacha D., absent », « 6 jeunes, 2 absents »; empty without young people."""
        if len(self.inscrits) == 1:
            (seul,) = self.inscrits
            return f"{seul.nom}, absent" if seul.absent else seul.nom
        if not self.inscrits:
            return ""
        absents = f", {ecrire_compte(self.absents, 'absent')}" if self.absents else ""
        return f"{ecrire_compte(len(self.inscrits), 'jeune')}{absents}"

    @property
    def noms_pros(self) -> str:
        return ", ".join(pro.nom for pro in self.pros)

    @property
    def noms_ressources(self) -> str:
        return ", ".join(ressource.nom for ressource in self.ressources)


def evenements_visibles(acteur: Acteur, dispositif: DispositifVise) -> QuerySet[Evenement]:
    """Return the événements of the dispositif, none if the section « agenda » is closed to the person there."""
    if not acteur.peut("agenda", dispositif_id=dispositif.pk):
        return Evenement.objects.none()
    return Evenement.objects.filter(dispositif_id=dispositif.pk)


def cartes(evenements: Iterable[Evenement] | QuerySet[Evenement]) -> list[CarteEvenement]:
    """Return these événements ready to be shown, in their order: 5 queries whatever their number (at most a few thousand)."""
    if isinstance(evenements, QuerySet):
        evenements = evenements.select_related("unite", "serie", "groupe", "type_activite")
    lus = list(evenements)
    cles = [evenement.pk for evenement in lus]
    participations = list(
        ParticipationJeune.objects.filter(evenement_id__in=cles)
        .select_related("jeune")
        .order_by("jeune__nom", "jeune__prenom", "jeune_id")
    )
    absences = absences_touchant(lus, {ligne.jeune_id for ligne in participations})
    par_cle = {evenement.pk: evenement for evenement in lus}
    inscrits: dict[int, list[Inscrit]] = defaultdict(list)
    for ligne in participations:
        inscrits[ligne.evenement_id].append(_inscrit(ligne, par_cle[ligne.evenement_id], absences[ligne.jeune_id]))
    pros, ressources = _intervenants(cles), _reservees(cles)
    maintenant = timezone.now()
    return [
        replace(_carte(e, tuple(inscrits[e.pk]), tuple(pros[e.pk]), maintenant), ressources=tuple(ressources[e.pk]))
        for e in lus
    ]


def absences_touchant(evenements: Collection[Evenement], jeunes: Collection[int]) -> Mapping[int, list[Absence]]:
    """Return the absences of these young people that may touch these événements, by key of young person (1 query)."""
    par_jeune: dict[int, list[Absence]] = defaultdict(list)
    if not evenements:
        return par_jeune
    debut, fin = min(e.debut for e in evenements), max(e.fin for e in evenements)
    dispositifs = {evenement.dispositif_id for evenement in evenements}
    absences = Absence.objects.filter(
        Q(fin__isnull=True) | Q(fin__gt=debut),
        Q(dispositif__isnull=True) | Q(dispositif_id__in=dispositifs),
        jeune_id__in=jeunes,
        debut__lt=fin,
    ).select_related("motif_local")
    for absence in absences:
        par_jeune[absence.jeune_id].append(absence)
    return par_jeune


def intervalles(absences: Iterable[Absence]) -> list[Intervalle]:
    """Return absences as intervals of instants."""
    return [Intervalle(absence.debut, absence.fin) for absence in absences]


def _inscrit(ligne: ParticipationJeune, evenement: Evenement, absences: list[Absence]) -> Inscrit:
    touchent = [a for a in absences if a.debut < evenement.fin and (a.fin is None or a.fin > evenement.debut)]
    couverte = couverture(evenement.debut, evenement.fin, intervalles(touchent))
    return Inscrit(
        identifiant=ligne.jeune.identifiant,
        nom=str(ligne.jeune),
        presence=ligne.presence,
        absent=est_absent(ligne.presence, couverte),
        touche=bool(touchent),
        en_partie=couverte is Couverture.PARTIELLE and not ligne.presence,
        motif=touchent[0].motif_en_mots if touchent else "",
        motif_code=touchent[0].motif_choisi if touchent else "",
        preavis_h=ligne.preavis_h,
    )


def _intervenants(cles: list[int]) -> Mapping[int, list[Intervenant]]:
    pros: dict[int, list[Intervenant]] = defaultdict(list)
    lignes = ParticipationPro.objects.filter(evenement_id__in=cles).select_related("professionnel")
    for ligne in lignes.order_by("professionnel__nom", "professionnel__prenom", "professionnel_id"):
        pros[ligne.evenement_id].append(Intervenant(ligne.professionnel.identifiant, str(ligne.professionnel)))
    return pros


def _reservees(cles: list[int]) -> Mapping[int, list[Reservee]]:
    reservees: dict[int, list[Reservee]] = defaultdict(list)
    lignes = Reservation.objects.filter(evenement_id__in=cles).select_related("ressource")
    for ligne in lignes.order_by("ressource__nature", "ressource__nom", "ressource_id"):
        ressource = ligne.ressource
        reservees[ligne.evenement_id].append(
            Reservee(ressource.pk, ressource.identifiant, str(ressource), ressource.nature)
        )
    return reservees


def _carte(
    evenement: Evenement, inscrits: tuple[Inscrit, ...], pros: tuple[Intervenant, ...], maintenant: dt.datetime
) -> CarteEvenement:
    return CarteEvenement(
        identifiant=evenement.identifiant,
        version=evenement.version,
        titre=str(evenement),
        debut=vers_local(evenement.debut),
        fin=vers_local(evenement.fin),
        categorie=evenement.get_categorie_display(),
        categorie_code=evenement.categorie,
        modalite=evenement.modalite,
        lieu=", ".join(mot for mot in (evenement.get_lieu_type_display(), evenement.lieu) if mot),
        unite=str(evenement.unite or ""),
        statut=evenement.statut,
        statut_libelle=evenement.get_statut_display(),
        serie=evenement.serie.identifiant if evenement.serie else "",
        inscrits=inscrits,
        pros=pros,
        commence=evenement.debut <= maintenant,
        groupe=str(evenement.groupe or ""),
        type_activite=str(evenement.type_activite or ""),
    )
