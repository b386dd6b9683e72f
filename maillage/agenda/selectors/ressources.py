"""Rooms, vehicles and equipment: which exist, which are free, what they are booked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Exists, Min, OuterRef, Prefetch, Q, QuerySet, When
from django.utils import timezone

from maillage.agenda.domain import statuts
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import vers_local
from maillage.agenda.domain.libelles import plage_en_mots
from maillage.agenda.models import Evenement, Indisponibilite, NatureRessource, Ressource
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_compte, ecrire_jour_annee

PAR_NATURE = (
    Case(
        *(When(nature=nature, then=rang) for rang, nature in enumerate(NatureRessource.values)),
        default=len(NatureRessource.values),
    ),
    "nom",
    "pk",
)
"""Rooms, then vehicles, then equipment, each by name."""


@dataclass(frozen=True)
class FiltresRessources:
    """What the address of the list says. `retirees`: those out of the agenda rather than those in it."""

    nature: str = ""
    recherche: str = ""
    retirees: bool = False


def ressources_visibles(acteur: Acteur, dispositif: DispositifVise) -> QuerySet[Ressource]:
    """Return the resources of the dispositif, none if the section « agenda » is closed to the person there."""
    if not acteur.peut("agenda", dispositif_id=dispositif.pk):
        return Ressource.objects.none()
    return Ressource.objects.filter(dispositif_id=dispositif.pk).select_related("unite")


def lister_ressources(
    acteur: Acteur, dispositif: DispositifVise, filtres: FiltresRessources, *, le: dt.datetime
) -> QuerySet[Ressource]:
    """Return the resources kept, with `prise` and `arretee` at that instant and `prochaine` booking after it, by nature and name."""
    ressources = ressources_visibles(acteur, dispositif).filter(retiree_le__isnull=not filtres.retirees)
    if filtres.nature:
        ressources = ressources.filter(nature=filtres.nature)
    if filtres.recherche:
        ressources = ressources.filter(Q(nom__icontains=filtres.recherche) | Q(precisions__icontains=filtres.recherche))
    tenue = ~Q(reservations__evenement__statut=statuts.ANNULE)
    prochaine = Min("reservations__evenement__debut", filter=Q(reservations__evenement__debut__gt=le) & tenue)
    lues = ressources.annotate(prise=_prise(le, le), arretee=_arretee(le, le), prochaine=prochaine)
    return lues.order_by(*PAR_NATURE)


def ressources_libres(dispositif_id: int, debut: dt.datetime, fin: dt.datetime) -> QuerySet[Ressource]:
    """Return what can be booked from an instant to another, by nature and name (1 query)."""
    proposees = Ressource.objects.filter(dispositif_id=dispositif_id, retiree_le__isnull=True)
    return proposees.exclude(_prise(debut, fin)).exclude(_arretee(debut, fin)).order_by(*PAR_NATURE)


def ressources_a_choisir(dispositif_id: int, evenement: Evenement | None = None) -> QuerySet[Ressource]:
    """Return what a form may book: what is in use, and what the événement already books."""
    voulues = Q(retiree_le__isnull=True)
    if evenement is not None:
        voulues |= Q(pk__in=evenement.reservations.values("ressource_id"))
    return Ressource.objects.filter(voulues, dispositif_id=dispositif_id).order_by(*PAR_NATURE)


def lire_ressource(acteur: Acteur, dispositif: DispositifVise, identifiant: str) -> Ressource | None:
    """Return one resource with its stretches out of use that are not over, None when it is not of the dispositif (2 queries)."""
    en_cours = Indisponibilite.objects.filter(Q(fin__isnull=True) | Q(fin__gt=timezone.now()))
    lues = ressources_visibles(acteur, dispositif).prefetch_related(
        Prefetch("indisponibilites", queryset=en_cours, to_attr="a_venir")
    )
    return lues.filter(identifiant=identifiant).first()


def reservations_a_venir(acteur: Acteur, dispositif: DispositifVise, ressource: Ressource) -> QuerySet[Evenement]:
    """Return the événements that will use a resource, or are using it, in order of time."""
    if not acteur.peut("agenda", dispositif_id=dispositif.pk):
        return Evenement.objects.none()
    tenus = Evenement.objects.filter(reservations__ressource=ressource, fin__gt=timezone.now())
    return tenus.exclude(statut=statuts.ANNULE).order_by("debut", "fin", "pk")


def reservations_touchees(ressource: Ressource, debut: dt.datetime, fin: dt.datetime | None) -> QuerySet[Evenement]:
    """Return what a resource is booked for from an instant to another, or from then on."""
    tenus = Evenement.objects.filter(reservations__ressource=ressource).exclude(statut=statuts.ANNULE)
    return tenus.filter(fin__gt=debut) if fin is None else tenus.filter(_touche(debut, fin))


def places_en_mots(ressource: Ressource) -> str:
    """Write what a resource holds: « 8 places, dont 1 fauteuil »; empty when that means nothing."""
    if ressource.capacite is None:
        return ""
    fauteuils = f", dont {ecrire_compte(ressource.places_fauteuil, 'fauteuil')}" if ressource.places_fauteuil else ""
    return ecrire_compte(ressource.capacite, "place") + fauteuils


def indisponibilite_en_mots(indisponibilite: Indisponibilite) -> str:
    """Write why and when a resource is out of use."""
    debut = vers_local(indisponibilite.debut)
    if indisponibilite.fin is None:
        return f"{indisponibilite.get_motif_display()}, depuis le {ecrire_jour_annee(debut)}, sans date de retour"
    return f"{indisponibilite.get_motif_display()}, {plage_en_mots(debut, vers_local(indisponibilite.fin))}"


def _prise(debut: dt.datetime, fin: dt.datetime) -> Exists:
    tenus = Evenement.objects.filter(reservations__ressource=OuterRef("pk")).exclude(statut=statuts.ANNULE)
    return Exists(tenus.filter(_touche(debut, fin)))


def _arretee(debut: dt.datetime, fin: dt.datetime) -> Exists:
    arrets = Indisponibilite.objects.filter(ressource=OuterRef("pk"))
    return Exists(arrets.filter(_touche(debut, fin) | Q(fin__isnull=True, debut__lte=fin)))


def _touche(debut: dt.datetime, fin: dt.datetime) -> Q:
    """Half-open stretches that share time; an instant is a stretch that begins and ends there."""
    if debut == fin:
        return Q(debut__lte=debut, fin__gt=debut)
    return Q(debut__lt=fin, fin__gt=debut)
