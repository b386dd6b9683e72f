"""Who rides on which day, with which vehicle: the agenda of some days, the sheets of transport and the settings, read once."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from maillage.agenda import selectors as agenda
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import bornes, jour_local, vers_local
from maillage.agenda.domain.positions import Position
from maillage.agenda.domain.presences import Intervalle, couverture, est_absent
from maillage.cartographie.models import FicheTransport, SeparationTransport
from maillage.cartographie.referentiels.transport import conventions_transport
from maillage.cartographie.selectors.reglages_transport import ReglagesEffectifs, lire_reglages
from maillage.cartographie.tournees.domain.journee import (
    JOUR_MIN,
    MotifHorsTournee,
    Passage,
    Presence,
    motif_hors_tournee,
    plage_d_arrivee,
    presences,
)
from maillage.cartographie.tournees.domain.modele import Fenetre, Sens
from maillage.parcours import selectors as parcours
from maillage.socle.acteur import Acteur
from maillage.socle.vocabulaire import Categorie, LieuType, Statut
from maillage.territoire.domain.positions import defaut_de

MURS = (LieuType.ETABLISSEMENT, LieuType.UE_EXTERNALISEE, LieuType.INTERNAT)
"""Activities that bring a young person to the establishment."""
VEHICULE = "VEHICULE"
UN_JOUR = dt.timedelta(days=1)


@dataclass(frozen=True)
class VehiculeDuJour:
    """A vehicle free at that hour; `capacite` counts the driver's seat."""

    nom: str
    capacite: int
    places_fauteuil: int
    depart: Position | None


@dataclass(frozen=True)
class Passager:
    """Someone who rides, with the sheet of transport when there is one."""

    jeune: Any
    presence: Presence
    fiche: FicheTransport | None

    @property
    def commune(self) -> Any:
        return (self.fiche and self.fiche.point) or self.jeune.commune


@dataclass(frozen=True)
class Journee:
    """A day in one direction: who rides, who does not and why, with what."""

    jour: dt.date
    sens: Sens
    passagers: tuple[Passager, ...]
    hors: tuple[tuple[Any, MotifHorsTournee], ...]
    arrivee: Fenetre | None
    vehicules: tuple[VehiculeDuJour, ...]
    etablissement: Position | None

    @property
    def empechement(self) -> str:
        """Why nothing can be planned, in words; empty when something can."""
        if not self.passagers:
            return "Personne n'est à transporter : l'agenda n'attend personne, ou chacun vient autrement."
        if not self.vehicules:
            return "Aucun véhicule n'est libre à cette heure : ajoutez-en un dans l'agenda, Salles et véhicules."
        if self.etablissement is None:
            return "L'établissement n'a pas de position : placez-le dans Structures."
        return ""


@dataclass(frozen=True)
class LectureTransport:
    """What was read for some days; `journee` costs no query."""

    passages: Mapping[dt.date, tuple[Passage, ...]]
    jeunes: Mapping[int, Any]
    fiches: Mapping[int, FicheTransport]
    habitues: frozenset[int]
    separations: tuple[tuple[int, int], ...]
    reglages: ReglagesEffectifs
    vehicules: tuple[tuple[VehiculeDuJour, tuple[Intervalle, ...]], ...]
    etablissement: Position | None

    def transporte(self, jeune: int) -> bool:
        """The sheet says it; without one, the rounds of the agenda do."""
        fiche = self.fiches.get(jeune)
        return jeune in self.habitues if fiche is None else fiche.transporte

    def journee(self, jour: dt.date, sens: Sens, retires: Collection[str] = ()) -> Journee:
        """`retires`: identifiers of those removed by hand."""
        lues = {cle: p for cle, p in presences(self.passages.get(jour, ()), sens).items() if cle in self.jeunes}
        conventions = conventions_transport(jour)
        attendus = [p for cle, p in lues.items() if self.transporte(cle) and not p.absent]
        arrivee = plage_d_arrivee(attendus, sens, avance=conventions.avance_min)
        passagers, hors = [], []
        for cle, presence in lues.items():
            passager = Passager(self.jeunes[cle], presence, self.fiches.get(cle))
            motif = motif_hors_tournee(
                presence,
                sens,
                arrivee or Fenetre(0, 0),
                ecart=conventions.ecart_horaire_min,
                transporte=self.transporte(cle),
                a_un_point=_place(passager.commune),
            )
            if motif is None and passager.jeune.identifiant in retires:
                motif = MotifHorsTournee.RETIRE
            if motif is None:
                passagers.append(passager)
            else:
                hors.append((passager.jeune, motif))
        vehicules = self._libres(jour, sens, arrivee)
        return Journee(
            jour,
            sens,
            tuple(sorted(passagers, key=lambda p: _rang(p.jeune))),
            tuple(sorted(hors, key=lambda h: _rang(h[0]))),
            arrivee,
            vehicules,
            self.etablissement,
        )

    def _libres(self, jour: dt.date, sens: Sens, arrivee: Fenetre | None) -> tuple[VehiculeDuJour, ...]:
        if arrivee is None:
            return ()
        avant, apres = (self.reglages.duree_max, 0) if sens is Sens.ALLER else (0, self.reglages.duree_max)
        minuit, _ = bornes(jour, jour)
        debut = minuit + dt.timedelta(seconds=arrivee.debut) - dt.timedelta(minutes=avant)
        fin = minuit + dt.timedelta(seconds=arrivee.fin) + dt.timedelta(minutes=apres)
        return tuple(
            vehicule
            for vehicule, pris in self.vehicules
            if not any(p.debut < fin and (p.fin is None or p.fin > debut) for p in pris)
        )


def _rang(jeune: Any) -> tuple[str, str, int]:
    return jeune.nom, jeune.prenom, jeune.pk


def _place(commune: Any) -> bool:
    return commune is not None and defaut_de(commune.lon, commune.lat) is None


def lire_transport(acteur: Acteur, dispositif: DispositifVise, debut: dt.date, fin: dt.date) -> LectureTransport:
    """Read the days [debut, fin]: a dozen queries, whatever the number of young people."""
    passages, murs = _passages(acteur, dispositif, debut, fin)
    cles = {passage.jeune for lignes in passages.values() for passage in lignes}
    reperes = agenda.reperes(dispositif.pk)
    principal = next((e for e, _ in murs.most_common() if e in reperes.etablissements), None)
    etablissement = reperes.etablissements.get(principal or 0) or next(iter(reperes.etablissements.values()), None)
    siens = parcours.jeunes_visibles(acteur, dispositif).filter(pk__in=cles).select_related("commune")
    fiches = FicheTransport.objects.filter(dispositif_id=dispositif.pk, jeune_id__in=cles).select_related("point")
    separees = SeparationTransport.objects.filter(dispositif_id=dispositif.pk)
    return LectureTransport(
        passages=passages,
        jeunes={jeune.pk: jeune for jeune in siens},
        fiches={fiche.jeune_id: fiche for fiche in fiches},
        habitues=habitues(acteur, dispositif, debut, fin),
        separations=tuple(separees.values_list("jeune_id", "autre_id")),
        reglages=lire_reglages(dispositif.pk, debut),
        vehicules=_vehicules(acteur, dispositif, (debut, fin), reperes.unites),
        etablissement=etablissement,
    )


def habitues(acteur: Acteur, dispositif: DispositifVise, debut: dt.date, fin: dt.date) -> frozenset[int]:
    """Return who is listed in a round of the agenda in the weeks before and during these days (1 query)."""
    recul = dt.timedelta(days=conventions_transport(debut).depart_habituel_jours)
    commence, finit = bornes(debut - recul, fin)
    tournees = agenda.evenements_visibles(acteur, dispositif).filter(
        categorie=Categorie.TRANSPORT, debut__gte=commence, debut__lt=finit
    )
    inscrits = tournees.exclude(statut=Statut.ANNULE).order_by().values_list("participations_jeunes__jeune_id")
    return frozenset(cle for (cle,) in inscrits.distinct() if cle is not None)


def _passages(
    acteur: Acteur, dispositif: DispositifVise, debut: dt.date, fin: dt.date
) -> tuple[dict[dt.date, tuple[Passage, ...]], Counter[int]]:
    commence, finit = bornes(debut - UN_JOUR, fin)
    evenements = agenda.evenements_visibles(acteur, dispositif).filter(
        debut__gte=commence, debut__lt=finit, lieu_type__in=MURS, categorie=Categorie.DIRECT_JEUNE
    )
    colonnes = ("debut", "fin", "lieu_type", "etablissement_id", "participations_jeunes__jeune_id",
                "participations_jeunes__presence")  # fmt: skip
    lignes = evenements.exclude(statut=Statut.ANNULE).order_by("debut", "pk").values_list(*colonnes)
    absences = _absences(acteur, dispositif, commence, finit)
    passages: dict[dt.date, list[Passage]] = defaultdict(list)
    murs: Counter[int] = Counter()
    for de, a, lieu, etablissement, jeune, presence in lignes:
        if jeune is None:
            continue
        couverte = couverture(de, a, absences.get(jeune, ()))
        murs[etablissement or 0] += 1
        for jour in {jour_local(de), jour_local(a)}:
            passages[jour].append(
                Passage(jeune, _minute(de, jour), _minute(a, jour), est_absent(presence, couverte), lieu == LieuType.INTERNAT)
            )  # fmt: skip
    return {jour: tuple(lus) for jour, lus in passages.items() if debut <= jour <= fin}, murs


def _minute(instant: dt.datetime, jour: dt.date) -> int:
    local = vers_local(instant)
    return (local.date() - jour).days * JOUR_MIN + local.hour * 60 + local.minute


def _absences(
    acteur: Acteur, dispositif: DispositifVise, debut: dt.datetime, fin: dt.datetime
) -> dict[int, list[Intervalle]]:
    visibles = agenda.absences_visibles(acteur, dispositif).filter(Q(fin__isnull=True) | Q(fin__gt=debut))
    lues: dict[int, list[Intervalle]] = defaultdict(list)
    for jeune, depart, retour in visibles.filter(debut__lt=fin).order_by().values_list("jeune_id", "debut", "fin"):
        lues[jeune].append(Intervalle(depart, retour))
    return lues


def _vehicules(
    acteur: Acteur, dispositif: DispositifVise, jours: tuple[dt.date, dt.date], unites: Mapping[int, Position]
) -> tuple[tuple[VehiculeDuJour, tuple[Intervalle, ...]], ...]:
    """The vehicles in use, each with the stretches when it serves something else than a round (2 queries)."""
    commence, finit = bornes(*jours)
    colonnes = (
        "pk",
        "nom",
        "capacite",
        "places_fauteuil",
        "unite_id",
        "indisponibilites__debut",
        "indisponibilites__fin",
    )
    ressources = agenda.ressources_visibles(acteur, dispositif).filter(nature=VEHICULE, retiree_le__isnull=True)
    pris: dict[int, list[Intervalle]] = defaultdict(list)
    trouves: dict[int, VehiculeDuJour] = {}
    for pk, nom, capacite, fauteuils, unite, debut, fin in ressources.order_by("nom", "pk").values_list(*colonnes):
        trouves[pk] = VehiculeDuJour(nom, capacite or 0, fauteuils, unites.get(unite or 0))
        if debut is not None:
            pris[pk].append(Intervalle(debut, fin))
    autres = agenda.evenements_visibles(acteur, dispositif).filter(
        debut__lt=finit, fin__gt=commence, reservations__ressource_id__in=list(trouves)
    )
    autres = autres.exclude(categorie=Categorie.TRANSPORT).exclude(statut=Statut.ANNULE).order_by()
    for pk, debut, fin in autres.values_list("reservations__ressource_id", "debut", "fin"):
        pris[pk].append(Intervalle(debut, fin))
    return tuple((vehicule, tuple(pris[pk])) for pk, vehicule in trouves.items())


def tournees_de_l_agenda(acteur: Acteur, dispositif: DispositifVise, journee: Journee) -> dict[str, list[str]]:
    """Return who rides in which vehicle according to the rounds of the agenda, identifiers by name of vehicle or of round (1 query)."""
    commence, finit = bornes(journee.jour, journee.jour)
    tournees = agenda.evenements_visibles(acteur, dispositif).filter(
        categorie=Categorie.TRANSPORT, debut__gte=commence, debut__lt=finit
    )
    lignes = (
        tournees.exclude(statut=Statut.ANNULE)
        .order_by("debut", "pk")
        .values_list("debut", "titre", "reservations__ressource__nom", "participations_jeunes__jeune__identifiant")
    )
    noms = {vehicule.nom for vehicule in journee.vehicules}
    montent = {passager.jeune.identifiant for passager in journee.passagers}
    lues: dict[str, list[str]] = defaultdict(list)
    for debut, titre, vehicule, jeune in lignes:
        if jeune in montent and _du_sens(_minute(debut, journee.jour), journee):
            nom = vehicule if vehicule in noms else titre
            lues[nom].append(jeune)
            montent.discard(jeune)
    return dict(lues)


def _du_sens(minute: int, journee: Journee) -> bool:
    """A morning round begins before the establishment has received everyone, an evening one not before it lets go."""
    if journee.arrivee is None:
        return False
    if journee.sens is Sens.ALLER:
        return minute * 60 < journee.arrivee.fin
    avance = conventions_transport(journee.jour).avance_min
    return minute >= journee.arrivee.debut // 60 - avance
