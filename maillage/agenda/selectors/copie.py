"""A planned week and the term that it would be copied to: what would be written, skipped, already there, or in the way."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from maillage.agenda.domain import statuts
from maillage.agenda.domain.copie import DateCopiee, ModeleCopie, PlanCopie, planifier
from maillage.agenda.domain.empechements import Empechement
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import bornes, vers_local, vers_utc
from maillage.agenda.domain.periodes import PeriodeScolaire, periodes_apres, periodes_scolaires
from maillage.agenda.models import ActeAnnulable, Evenement, ParticipationJeune, ParticipationPro, Reservation
from maillage.agenda.selectors.agendas import Groupe
from maillage.agenda.selectors.empechements import Prevu, empechements_de
from maillage.agenda.selectors.groupes import lire_compositions
from maillage.socle.acteur import Acteur
from maillage.socle.domain.calendrier import est_ferie, semaine_de
from maillage.socle.vocabulaire import Modalite
from maillage.structures import selectors as structures
from maillage.structures.vacances import annee_scolaire_de, vacances_scolaires

PERIODES_PROPOSEES = 6
UN_JOUR = dt.timedelta(days=1)
FERIE, FERME, VACANCES = "jour férié", "fermé", "vacances"


@dataclass(frozen=True)
class DemandeCopie:
    """A week to copy (any day of it), whose, to which term, without which weeks (their Mondays)."""

    source: dt.date
    periode: PeriodeScolaire
    groupe: Groupe = field(default_factory=Groupe)
    ecartees: frozenset[dt.date] = frozenset()


@dataclass(frozen=True)
class ModeleLu:
    """An événement of the model week, with who it lists and what it books; of a group, `jeunes` are those chosen besides its members."""

    evenement: Evenement
    modele: ModeleCopie
    jeunes: frozenset[int]
    pros: frozenset[int]
    ressources: frozenset[int]


@dataclass(frozen=True)
class ApercuCopie:
    """Everything that the preview shows and that the copy writes: the plan, the models, who is listed on each date, what is in the way."""

    plan: PlanCopie
    modeles: dict[int, ModeleLu]
    prevus: tuple[Prevu, ...]
    deja: int
    genes: tuple[Empechement, ...]

    @property
    def empreinte(self) -> str:
        return self.plan.empreinte(self.genes)


def periodes_proposees(zone: str, apres: dt.date) -> tuple[PeriodeScolaire, ...]:
    """Return the terms of a zone that begin after a day, the next one first; empty when the calendar is not known yet."""
    annee = annee_scolaire_de(apres)
    vacances = [periode for rang in range(3) for periode in vacances_scolaires(zone, annee + rang)]
    return periodes_apres(periodes_scolaires(vacances), apres)[:PERIODES_PROPOSEES]


def apercu_de_copie(acteur: Acteur, dispositif: Any, demande: DemandeCopie) -> ApercuCopie:
    """Return what copying would do (at most 25 queries, whatever the number of événements and of weeks)."""
    modeles = _modeles(acteur, dispositif, demande)
    if not modeles:
        raise ErreurAgenda("Cette semaine est vide dans cet agenda : choisissez-en une autre.", champ="source")
    plan = planifier(
        [lu.modele for lu in modeles.values()],
        demande.periode,
        ecartees=demande.ecartees,
        pourquoi_sauter=_raisons(dispositif, demande.periode),
    )
    prevus = _prevus(plan.dates, modeles)
    connus = _signatures_ecrites(dispositif, demande.periode)
    gardes = [(date, prevu) for date, prevu in zip(plan.dates, prevus, strict=True) if _signature(prevu) not in connus]
    allege = PlanCopie(plan.periode, tuple(date for date, _ in gardes), plan.sautees, plan.ecartees)
    nouveaux = tuple(prevu for _, prevu in gardes)
    genes = empechements_de(acteur, dispositif, nouveaux, entre_eux=False)
    return ApercuCopie(allege, modeles, nouveaux, len(prevus) - len(nouveaux), genes)


def copies_annulables(acteur: Acteur, dispositif: DispositifVise) -> QuerySet[ActeAnnulable]:
    """Return the copies that the person made in the last day and may still undo, latest first."""
    depuis = timezone.now() - UN_JOUR
    actes = ActeAnnulable.objects.filter(dispositif_id=dispositif.pk, acte="copier_periode", annule_le__isnull=True)
    return actes.filter(acteur_id=acteur.identifiant, cree_le__gte=depuis)


def _modeles(acteur: Acteur, dispositif: DispositifVise, demande: DemandeCopie) -> dict[int, ModeleLu]:
    if not acteur.peut("agenda", dispositif_id=dispositif.pk):
        return {}
    semaine = semaine_de(demande.source)
    debut, fin = bornes(semaine.lundi, semaine.dimanche)
    evenements = Evenement.objects.filter(
        demande.groupe.condition(), dispositif_id=dispositif.pk, debut__gte=debut, debut__lt=fin
    )
    lus = list(evenements.exclude(statut=statuts.ANNULE).order_by("debut", "pk"))
    cles = [evenement.pk for evenement in lus]
    jeunes, pros = (
        _inscrits(ParticipationJeune, "jeune_id", cles),
        _inscrits(ParticipationPro, "professionnel_id", cles),
    )
    ressources = _inscrits(Reservation, "ressource_id", cles)
    compositions = lire_compositions({e.groupe_id for e in lus if e.groupe_id})
    modeles = {}
    for e in lus:
        membres = compositions[e.groupe_id].le(vers_local(e.debut).date()) if e.groupe_id else frozenset()
        modele = ModeleCopie(e.pk, str(e), vers_local(e.debut), vers_local(e.fin), e.modalite)
        modeles[e.pk] = ModeleLu(e, modele, jeunes[e.pk] - membres, pros[e.pk], ressources[e.pk])
    return modeles


def _inscrits(model: type[Model], colonne: str, cles: Collection[int]) -> dict[int, frozenset[int]]:
    inscrits: dict[int, set[int]] = defaultdict(set)
    for evenement, cle in model._default_manager.filter(evenement_id__in=cles).values_list("evenement_id", colonne):
        inscrits[evenement].add(cle)
    return {cle: frozenset(inscrits[cle]) for cle in cles}


def _raisons(dispositif: Any, periode: PeriodeScolaire) -> Callable[[dt.date, str], str]:
    """Why a day is skipped: a holiday that does not end the term, a public holiday, a day that the establishment closes."""
    conges = {
        jour: vacances.nom
        for annee in (annee_scolaire_de(periode.debut), annee_scolaire_de(periode.fin))
        for vacances in vacances_scolaires(dispositif.zone_scolaire, annee)
        for jour in _jours(vacances.debut, vacances.fin)
    }
    calendrier = structures.calendrier_ouverture(dispositif.pk, periode.debut, periode.fin + UN_JOUR)

    def pourquoi(jour: dt.date, modalite: str) -> str:
        if est_ferie(jour):
            return FERIE
        if jour in conges:
            return conges[jour] or VACANCES
        modalites = (modalite,) if modalite in Modalite.values else (Modalite.AJ, Modalite.PMO)
        return FERME if all(calendrier.etat_du_jour(m, jour) == "FERME" for m in modalites) else ""

    return pourquoi


def _jours(debut: dt.date, fin: dt.date) -> Iterable[dt.date]:
    return (debut + rang * UN_JOUR for rang in range((fin - debut).days + 1))


def _prevus(dates: Iterable[DateCopiee], modeles: dict[int, ModeleLu]) -> list[Prevu]:
    compositions = lire_compositions({lu.evenement.groupe_id for lu in modeles.values() if lu.evenement.groupe_id})
    prevus = []
    for date in dates:
        lu = modeles[date.modele.cle]
        groupe = lu.evenement.groupe_id
        jeunes = compositions[groupe].inscrits(lu.jeunes, date.debut.date()) if groupe else lu.jeunes
        debut, fin = vers_utc(date.debut), vers_utc(date.fin)
        cle = f"nouveau-{lu.evenement.pk}-{debut.isoformat()}"
        prevus.append(Prevu(cle, date.modele.titre, debut, fin, jeunes, lu.pros, lu.ressources, lu.evenement))
    return prevus


Signature = tuple[dt.datetime, dt.datetime, str, str, frozenset[int]]
"""What makes two événements the same for a copy: times, title, category, professionals."""


def _signature(prevu: Prevu) -> Signature:
    return (prevu.debut, prevu.fin, prevu.lieu.titre, prevu.lieu.categorie, prevu.pros)


def _signatures_ecrites(dispositif: DispositifVise, periode: PeriodeScolaire) -> set[Signature]:
    """What is already in the agenda of the term, cancelled événements too: what was cancelled on purpose is not written again (2 queries)."""
    debut, fin = bornes(periode.debut, periode.fin)
    ecrits = Evenement.objects.filter(dispositif_id=dispositif.pk, debut__gte=debut, debut__lt=fin)
    lignes = list(ecrits.values_list("pk", "debut", "fin", "titre", "categorie"))
    pros: dict[int, set[int]] = defaultdict(set)
    siens = ParticipationPro.objects.filter(evenement__in=ecrits).values_list("evenement_id", "professionnel_id")
    for evenement, pro in siens:
        pros[evenement].add(pro)
    return {
        (commence, finit, titre, categorie, frozenset(pros[pk])) for pk, commence, finit, titre, categorie in lignes
    }
