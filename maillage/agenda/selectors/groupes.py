"""Rosters: the groups of a dispositif, who belongs to them and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.groupes import Composition, Membre
from maillage.agenda.models import Appartenance, GroupeJeunes
from maillage.socle.acteur import Acteur


def lire_composition(groupe_id: int | None) -> Composition:
    """Return the members of a group over time, nobody without a group (1 query)."""
    if groupe_id is None:
        return Composition()
    lignes = Appartenance.objects.filter(groupe_id=groupe_id).values_list("jeune_id", "debut", "fin")
    return Composition(tuple(Membre(*ligne) for ligne in lignes))


def lire_compositions(groupes: Collection[int]) -> dict[int, Composition]:
    """Return the members of these groups over time (1 query)."""
    membres: dict[int, tuple[Membre, ...]] = dict.fromkeys(groupes, ())
    lignes = Appartenance.objects.filter(groupe_id__in=groupes)
    for groupe, jeune, debut, fin in lignes.values_list("groupe_id", "jeune_id", "debut", "fin"):
        membres[groupe] = (*membres[groupe], Membre(jeune, debut, fin))
    return {groupe: Composition(siens) for groupe, siens in membres.items()}


def groupes_visibles(acteur: Acteur, dispositif: DispositifVise) -> QuerySet[GroupeJeunes]:
    """Return the groups of the dispositif, none if the section « agenda » is closed to the person there."""
    if not acteur.peut("agenda", dispositif_id=dispositif.pk):
        return GroupeJeunes.objects.none()
    return GroupeJeunes.objects.filter(dispositif_id=dispositif.pk).select_related("unite")


def lister_groupes(
    acteur: Acteur, dispositif: DispositifVise, *, le: dt.date, finis: bool = False
) -> QuerySet[GroupeJeunes]:
    """Return the groups alive on a day or to come (or those that are over), with `effectif` that day, by name."""
    du_jour = Q(appartenances__debut__lte=le) & (Q(appartenances__fin__isnull=True) | Q(appartenances__fin__gte=le))
    fini = Q(fin__lt=le)
    groupes = groupes_visibles(acteur, dispositif).filter(fini if finis else ~fini)
    return groupes.annotate(effectif=Count("appartenances", filter=du_jour)).order_by("nom", "pk")


def groupes_a_choisir(dispositif_id: int, le: dt.date) -> QuerySet[GroupeJeunes]:
    """Return the groups that an événement of that day may be for, by name."""
    vivants = Q(fin__isnull=True) | Q(fin__gte=le)
    return GroupeJeunes.objects.filter(vivants, dispositif_id=dispositif_id).order_by("nom", "pk")


def membres(groupe: GroupeJeunes) -> QuerySet[Appartenance]:
    """Return every stay in a group, those of today first, by name."""
    return (
        Appartenance.objects.filter(groupe=groupe)
        .select_related("jeune")
        .order_by("jeune__nom", "jeune__prenom", "debut")
    )
