"""What stands in the way of a form: who is already taken, which journey does not fit, what is out of use or too small."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
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
from maillage.agenda.models import NatureRessource, ParticipationJeune, ParticipationPro, Reservation, Ressource
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
class Demande:
    """A form and the occurrences it asks for; `sauf`: the événements it replaces; `reference`: the day whose list of a group was corrected."""

    saisie: SaisieEvenement
    moments: Moments
    sauf: Collection[int] = ()
    reference: dt.date | None = None


def empechements_de(acteur: Acteur, dispositif: DispositifVise, demande: Demande) -> tuple[Empechement, ...]:
    """Return what stands in the way, in order of time (at most 14 queries, whatever the number of occurrences)."""
    if not demande.moments:
        return ()
    ressources = _ressources(dispositif, demande.saisie.ressources)
    fiche = _Fiche(acteur, dispositif, demande, reperes(dispositif.pk), ressources)
    prevues = [fiche.prevue(debut, fin) for debut, fin in demande.moments]
    occupations = [*fiche.nouvelles(), *fiche.existantes()]
    return empechements(prevues, occupations, reglages(min(jour_local(debut) for debut, _ in demande.moments)))


class _Fiche:
    """What the reasoning needs of one form: the names of its people, where it takes place, who it lists each day."""

    def __init__(
        self,
        acteur: Acteur,
        dispositif: DispositifVise,
        demande: Demande,
        points: Reperes,
        ressources: Mapping[int, tuple[Ressource, RessourceVoulue]],
    ) -> None:
        self.acteur, self.dispositif, self.demande, self.reperes = acteur, dispositif, demande, points
        self.ressources = ressources
        self.composition = lire_composition(demande.saisie.groupe_id)
        self.position = points.position(demande.saisie, demande.saisie.ressources)
        jours = [jour_local(debut) for debut, _ in demande.moments]
        self.jeunes = {jour: self._jeunes_du(jour) for jour in jours}
        self.debut, self.fin = bornes(min(jours), max(jour_local(fin) for _, fin in demande.moments))
        tous = frozenset[int]().union(*self.jeunes.values())
        self.noms_jeunes = _noms(jeunes_a_inscrire(dispositif.pk), tous)
        self.noms_pros = _noms(pros_a_inscrire(dispositif.pk, min(jours)), demande.saisie.pros)

    def prevue(self, debut: dt.datetime, fin: dt.datetime) -> OccurrencePrevue:
        personnes = len(self.jeunes[jour_local(debut)]) + len(self.demande.saisie.pros)
        voulues = tuple(voulue for _, voulue in self.ressources.values())
        return OccurrencePrevue(_cle(debut), self._titre(), debut, fin, personnes, voulues)

    def nouvelles(self) -> Iterator[Occupation]:
        """The occupations that the form would write."""
        for debut, fin in self.demande.moments:
            commun: dict[str, Any] = {"evenement": _cle(debut), "titre": self._titre(), "debut": debut, "fin": fin}
            for cle in sorted(self.jeunes[jour_local(debut)]):
                yield Occupation(f"jeune-{cle}", self.noms_jeunes.get(cle, ""), **commun)
            for cle in sorted(self.demande.saisie.pros):
                yield Occupation(
                    f"pro-{cle}", self.noms_pros.get(cle, ""), position=self.position, mobile=True, **commun
                )
            for cle, (ressource, _) in self.ressources.items():
                yield self._reservation(cle, ressource, self.position, commun)

    def existantes(self) -> Iterator[Occupation]:
        """The occupations of the same people and resources over those days; those of another dispositif are told without their title."""
        ailleurs = Q(evenement__dispositif_id=self.dispositif.pk)
        pros = self._lignes(ParticipationPro, professionnel__in=self.demande.saisie.pros)
        jeunes = self._lignes(ParticipationJeune, jeune__in=self.noms_jeunes).filter(ailleurs).exclude(presence=ABSENT)
        reservations = self._lignes(Reservation, ressource__in=self.ressources)
        pieces = _pieces({ligne.evenement_id for ligne in pros})
        for ligne in pros:
            position = self._position(ligne, pieces.get(ligne.evenement_id, ()))
            nom = self.noms_pros.get(ligne.professionnel_id, "")
            yield Occupation(
                f"pro-{ligne.professionnel_id}", nom, **self._commun(ligne), position=position, mobile=True
            )
        for participation in jeunes:
            nom = self.noms_jeunes[participation.jeune_id]
            yield Occupation(f"jeune-{participation.jeune_id}", nom, **self._commun(participation))
        for reservation in reservations:
            ressource, _ = self.ressources[reservation.ressource_id]
            position = self._position(reservation, ())
            yield self._reservation(reservation.ressource_id, ressource, position, self._commun(reservation))

    def _jeunes_du(self, jour: dt.date) -> frozenset[int]:
        saisie = self.demande.saisie
        if saisie.groupe_id is None:
            return saisie.jeunes
        return self.composition.inscrits(saisie.jeunes, jour, reference=self.demande.reference)

    def _titre(self) -> str:
        return self.demande.saisie.titre or str(Categorie(self.demande.saisie.categorie).label)

    def _lignes(self, model: type[Model], **filtre: Any) -> QuerySet[Any]:
        lignes = model._default_manager.filter(evenement__debut__lt=self.fin, evenement__fin__gt=self.debut, **filtre)
        return (
            lignes.exclude(evenement__statut=statuts.ANNULE)
            .exclude(evenement__in=self.demande.sauf)
            .select_related("evenement")
        )

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

    def _reservation(
        self, cle: int, ressource: Ressource, position: Position | None, commun: dict[str, Any]
    ) -> Occupation:
        mobile = ressource.nature != NatureRessource.SALLE
        return Occupation(f"ressource-{cle}", str(ressource), position=position, mobile=mobile, reservee=True, **commun)


def _cle(debut: dt.datetime) -> str:
    return f"nouveau-{debut.isoformat()}"


def _noms(personnes: QuerySet[Any], cles: Collection[int]) -> dict[int, str]:
    return {personne.pk: str(personne) for personne in personnes.filter(pk__in=cles)} if cles else {}


def _pieces(evenements: Collection[int]) -> Mapping[int, tuple[int, ...]]:
    """Return what each événement books, by its key."""
    pieces: dict[int, tuple[int, ...]] = {}
    if evenements:
        for evenement, ressource in Reservation.objects.filter(evenement_id__in=evenements).values_list(
            "evenement_id", "ressource_id"
        ):
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
