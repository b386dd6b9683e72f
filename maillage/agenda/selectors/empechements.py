"""What stands in the way of a writing: who is already taken, which journey does not fit, what is out of use or too small."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from maillage.agenda.domain import statuts
from maillage.agenda.domain.conflits import Occupation
from maillage.agenda.domain.empechements import (
    Empechement,
    OccurrencePrevue,
    RessourceVoulue,
    Retrait,
    empechements,
)
from maillage.agenda.domain.etat import DispositifVise, SaisieEvenement
from maillage.agenda.domain.heures import bornes, jour_local
from maillage.agenda.domain.positions import Position
from maillage.agenda.domain.presences import ABSENT
from maillage.agenda.models import (
    NatureRessource,
    ParticipationJeune,
    ParticipationPro,
    Reservation,
    Ressource,
)
from maillage.agenda.referentiels import reglages
from maillage.agenda.selectors.groupes import lire_composition
from maillage.agenda.selectors.personnes import jeunes_a_inscrire, pros_a_inscrire
from maillage.agenda.selectors.positions import Reperes, reperes
from maillage.socle.acteur import Acteur
from maillage.socle.vocabulaire import Categorie

AILLEURS = "un événement d'un autre dispositif"
Moments = Collection[tuple[dt.datetime, dt.datetime]]
"""Instants of start and end of each occurrence about to be written."""


@dataclass(frozen=True)
class Prevu:
    """An événement about to be written: its name among the occupations, its instants, who it lists, what it books, and where (`lieu`: a form, or
    the événement it copies)."""

    cle: str
    titre: str
    debut: dt.datetime
    fin: dt.datetime
    jeunes: frozenset[int]
    pros: frozenset[int]
    ressources: frozenset[int]
    lieu: Any


@dataclass(frozen=True)
class Demande:
    """A form and the occurrences it asks for; `sauf`: the événements it replaces; `reference`: the day whose list of a group was corrected."""

    saisie: SaisieEvenement
    moments: Moments
    sauf: Collection[int] = ()
    reference: dt.date | None = None

    def prevus(self) -> list[Prevu]:
        """Return the occurrences, each with the members of its own day when the form is for a group (1 query)."""
        saisie, composition = self.saisie, lire_composition(self.saisie.groupe_id)
        titre = saisie.titre or str(Categorie(saisie.categorie).label)

        def jeunes(jour: dt.date) -> frozenset[int]:
            suivis = composition.inscrits(saisie.jeunes, jour, reference=self.reference)
            return suivis if saisie.groupe_id else saisie.jeunes

        return [
            Prevu(
                f"nouveau-{debut.isoformat()}",
                titre,
                debut,
                fin,
                jeunes(jour_local(debut)),
                saisie.pros,
                saisie.ressources,
                saisie,
            )
            for debut, fin in self.moments
        ]


def empechements_de(
    acteur: Acteur,
    dispositif: DispositifVise,
    prevus: Sequence[Prevu],
    *,
    sauf: Collection[int] = (),
    entre_eux: bool = True,
) -> tuple[Empechement, ...]:
    """Return what stands in the way, in order of time (at most 13 queries, whatever the number of événements).

    `entre_eux` False leaves out what opposes two of these événements: a copied week already had it.
    """
    if not prevus:
        return ()
    regard = _Regard(acteur, dispositif, prevus, reperes(dispositif.pk), sauf)
    occupations = [*regard.nouvelles(), *regard.existantes()]
    trouves = empechements(regard.voulues(), occupations, reglages(min(jour_local(prevu.debut) for prevu in prevus)))
    noms = {prevu.cle for prevu in prevus}
    return tuple(trouve for trouve in trouves if entre_eux or trouve.evenement not in noms)


class _Regard:
    """What the reasoning needs: the names of the people, what the resources hold, the days to look at."""

    def __init__(
        self,
        acteur: Acteur,
        dispositif: DispositifVise,
        prevus: Sequence[Prevu],
        points: Reperes,
        sauf: Collection[int],
    ) -> None:
        self.acteur, self.dispositif, self.prevus, self.reperes, self.sauf = acteur, dispositif, prevus, points, sauf
        jours = [jour_local(prevu.debut) for prevu in prevus]
        self.debut, self.fin = bornes(min(jours), max(jour_local(prevu.fin) for prevu in prevus))
        self.ressources = _ressources(dispositif, _union(prevu.ressources for prevu in prevus))
        self.jeunes = _noms(jeunes_a_inscrire(dispositif.pk), _union(prevu.jeunes for prevu in prevus))
        self.pros = _noms(pros_a_inscrire(dispositif.pk, min(jours)), _union(prevu.pros for prevu in prevus))

    def voulues(self) -> Iterator[OccurrencePrevue]:
        for p in self.prevus:
            voulues = tuple(self.ressources[cle][1] for cle in sorted(p.ressources) if cle in self.ressources)
            yield OccurrencePrevue(p.cle, p.titre, p.debut, p.fin, len(p.jeunes) + len(p.pros), voulues)

    def nouvelles(self) -> Iterator[Occupation]:
        """The occupations that would be written."""
        for prevu in self.prevus:
            commun: dict[str, Any] = {
                "evenement": prevu.cle,
                "titre": prevu.titre,
                "debut": prevu.debut,
                "fin": prevu.fin,
            }
            position = self.reperes.position(prevu.lieu, sorted(prevu.ressources))
            yield from (self._jeune(cle, commun) for cle in sorted(prevu.jeunes))
            yield from (self._pro(cle, position, commun) for cle in sorted(prevu.pros))
            yield from (self._piece(c, position, commun) for c in sorted(prevu.ressources) if c in self.ressources)

    def existantes(self) -> Iterator[Occupation]:
        """The occupations of the same people and resources over those days; those of another dispositif are told without their title."""
        pros = list(self._lignes(ParticipationPro, professionnel__in=self.pros))
        ici = Q(evenement__dispositif_id=self.dispositif.pk)
        jeunes = self._lignes(ParticipationJeune, jeune__in=self.jeunes).filter(ici).exclude(presence=ABSENT)
        pieces = _pieces({ligne.evenement_id for ligne in pros})
        for ligne in pros:
            position = self._position(ligne, pieces.get(ligne.evenement_id, ()))
            yield self._pro(ligne.professionnel_id, position, self._commun(ligne))
        for ligne in jeunes:
            yield self._jeune(ligne.jeune_id, self._commun(ligne))
        for ligne in self._lignes(Reservation, ressource__in=self.ressources):
            yield self._piece(ligne.ressource_id, self._position(ligne, ()), self._commun(ligne))

    def _jeune(self, cle: int, commun: dict[str, Any]) -> Occupation:
        return Occupation(f"jeune-{cle}", self.jeunes.get(cle, ""), **commun)

    def _pro(self, cle: int, position: Position | None, commun: dict[str, Any]) -> Occupation:
        return Occupation(f"pro-{cle}", self.pros.get(cle, ""), position=position, mobile=True, **commun)

    def _piece(self, cle: int, position: Position | None, commun: dict[str, Any]) -> Occupation:
        ressource, _ = self.ressources[cle]
        mobile = ressource.nature != NatureRessource.SALLE
        return Occupation(f"ressource-{cle}", str(ressource), position=position, mobile=mobile, reservee=True, **commun)

    def _lignes(self, model: type[Model], **filtre: Any) -> QuerySet[Any]:
        lignes = model._default_manager.filter(evenement__debut__lt=self.fin, evenement__fin__gt=self.debut, **filtre)
        vivantes = lignes.exclude(evenement__statut=statuts.ANNULE).exclude(evenement__in=self.sauf)
        return vivantes.select_related("evenement")

    def _commun(self, ligne: Any) -> dict[str, Any]:
        evenement = ligne.evenement
        ici = evenement.dispositif_id == self.dispositif.pk
        visible = ici or self.acteur.peut("agenda", dispositif_id=evenement.dispositif_id)
        return {
            "evenement": evenement.identifiant if ici else f"ailleurs-{evenement.pk}",
            "titre": str(evenement) if visible else AILLEURS,
            "debut": evenement.debut,
            "fin": evenement.fin,
        }

    def _position(self, ligne: Any, ressources: Iterable[int]) -> Position | None:
        ici = ligne.evenement.dispositif_id == self.dispositif.pk
        return self.reperes.position(ligne.evenement, ressources) if ici else None


def _union(ensembles: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset[int]().union(*ensembles)


def _noms(personnes: QuerySet[Any], cles: Collection[int]) -> dict[int, str]:
    return {personne.pk: str(personne) for personne in personnes.filter(pk__in=cles)} if cles else {}


def _pieces(evenements: Collection[int]) -> Mapping[int, tuple[int, ...]]:
    """Return what each événement books, by its key."""
    pieces: dict[int, tuple[int, ...]] = {}
    if evenements:
        reservations = Reservation.objects.filter(evenement_id__in=evenements)
        for evenement, ressource in reservations.values_list("evenement_id", "ressource_id"):
            pieces[evenement] = (*pieces.get(evenement, ()), ressource)
    return pieces


def _ressources(dispositif: DispositifVise, cles: Collection[int]) -> dict[int, tuple[Ressource, RessourceVoulue]]:
    if not cles:
        return {}
    voulues = Ressource.objects.filter(dispositif_id=dispositif.pk, pk__in=cles).prefetch_related("indisponibilites")
    return {ressource.pk: (ressource, _voulue(ressource)) for ressource in voulues}


def _voulue(ressource: Ressource) -> RessourceVoulue:
    retraits = [Retrait(i.debut, i.fin, i.get_motif_display()) for i in ressource.indisponibilites.all()]
    if ressource.retiree_le is not None:
        debut, _ = bornes(ressource.retiree_le, ressource.retiree_le)
        retraits.append(Retrait(debut, None, "Retirée de l'agenda"))
    return RessourceVoulue(f"ressource-{ressource.pk}", str(ressource), ressource.capacite, tuple(retraits))
