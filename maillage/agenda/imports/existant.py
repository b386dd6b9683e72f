"""What the agenda already holds for a source: a fixed number of queries, whatever the number of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet

from maillage.agenda.domain.heures import bornes, jour_local
from maillage.agenda.imports.domain.etat import Etat, depuis_json
from maillage.agenda.imports.domain.plan import Actuel, Connu
from maillage.agenda.imports.domain.reunion import Cle, Occurrence
from maillage.agenda.models import Absence, Evenement, OccurrenceImportee, ParticipationJeune, ParticipationPro

TRANCHE = 5000
"""Primary keys in one « IN » list: below the limit of parameters of SQLite."""


@dataclass
class Registre:
    """The rows behind the present states, to be written again: by événement."""

    evenements: dict[int, Evenement] = field(default_factory=dict)
    jeunes: dict[int, dict[int, ParticipationJeune]] = field(default_factory=lambda: defaultdict(dict))
    pros: dict[int, dict[int, ParticipationPro]] = field(default_factory=lambda: defaultdict(dict))
    absences: dict[int, dict[int, Absence]] = field(default_factory=lambda: defaultdict(dict))

    def actuels(self) -> dict[int, Actuel]:
        return {pk: Actuel(self.etat(pk), e.confirme_le is not None) for pk, e in self.evenements.items()}

    def etat(self, pk: int) -> Etat:
        evenement = self.evenements[pk]
        return Etat(
            debut=evenement.debut,
            fin=evenement.fin,
            categorie=evenement.categorie,
            modalite=evenement.modalite,
            lieu_type=evenement.lieu_type,
            lieu=evenement.lieu,
            titre=evenement.titre,
            statut=evenement.statut,
            jeunes={jeune: participation.presence for jeune, participation in self.jeunes[pk].items()},
            pros=frozenset(self.pros[pk]),
            absences={jeune: absence.motif for jeune, absence in self.absences[pk].items()},
        )


def connus(
    dispositif_id: int, source: str, occurrences: Collection[Occurrence], *, toutes_dates: bool
) -> dict[Cle, Connu]:
    """Événements that the source already spoke of, by key: through an import, or under the key of R5. Two queries."""
    memoires = OccurrenceImportee.objects.filter(dispositif_id=dispositif_id, source=source)
    anciens = Evenement.objects.filter(dispositif_id=dispositif_id, source=source, occurrence_importee=None)
    anciens = anciens.exclude(source_ref="")
    if not toutes_dates:
        if not occurrences:
            return {}
        jours = [occurrence.jour for occurrence in occurrences]
        debut, fin = bornes(min(jours), max(jours))
        memoires = memoires.filter(jour__range=(min(jours), max(jours)))
        anciens = anciens.filter(debut__gte=debut, debut__lt=fin)
    trouves = {
        (reference, jour_local(moment)): Connu(pk, None)
        for pk, reference, moment in anciens.order_by("-pk").values_list("pk", "source_ref", "debut")
    }
    lignes = memoires.values_list("reference", "jour", "evenement_id", "dit")
    return trouves | {(reference, jour): Connu(pk, depuis_json(dit)) for reference, jour, pk, dit in lignes}


def charger(evenement_ids: Collection[int]) -> Registre:
    """The present rows of these événements, with people and the absences noted by the same source: four queries by slice of keys."""
    registre = Registre()
    for cles in tranches(evenement_ids):
        _charger_tranche(registre, cles)
    return registre


def _charger_tranche(registre: Registre, cles: Collection[int]) -> None:
    nouveaux = Evenement.objects.in_bulk(list(cles))
    registre.evenements |= nouveaux
    for jeune in ParticipationJeune.objects.filter(evenement__in=cles):
        registre.jeunes[jeune.evenement_id][jeune.jeune_id] = jeune
    for pro in ParticipationPro.objects.filter(evenement__in=cles):
        registre.pros[pro.evenement_id][pro.professionnel_id] = pro
    _rattacher_absences(registre, nouveaux.values())


def _rattacher_absences(registre: Registre, evenements: Iterable[Evenement]) -> None:
    """An absence brought by a source carries the reference of its événement, and starts the same day."""
    par_cle = {(e.dispositif_id, e.source, e.source_ref, jour_local(e.debut)): e.pk for e in evenements if e.source}
    if not par_cle:
        return
    for absence in _absences_des_sources(par_cle):
        pk = par_cle.get((absence.dispositif_id or 0, absence.source, absence.source_ref, jour_local(absence.debut)))
        if pk is not None:
            registre.absences[pk][absence.jeune_id] = absence


def _absences_des_sources(par_cle: Collection[tuple[int, str, str, date]]) -> QuerySet[Absence]:
    dispositifs = {cle[0] for cle in par_cle}
    sources = {cle[1] for cle in par_cle}
    jours = [cle[3] for cle in par_cle]
    debut, fin = bornes(min(jours), max(jours) + timedelta(days=1))
    return Absence.objects.filter(
        dispositif__in=dispositifs, source__in=sources, debut__gte=debut, debut__lt=fin
    ).exclude(source_ref="")


def tranches(cles: Collection[int]) -> Iterator[list[int]]:
    """Cut a collection of primary keys in sorted lists of at most TRANCHE."""
    triees = sorted(set(cles))
    for debut in range(0, len(triees), TRANCHE):
        yield triees[debut : debut + TRANCHE]
