"""Reads of accounts."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from maillage.comptes.acteur import ActeurUtilisateur, HabilitationActive, portee
from maillage.comptes.droits import Portee
from maillage.comptes.models import Habilitation, Utilisateur
from maillage.structures import selectors as structures


def acteur_de(utilisateur: Utilisateur, *, le: dt.date) -> ActeurUtilisateur:
    """Return the Acteur of a user on a date: one query for the habilitations, one more if a role reaches an organisme."""
    actives = Habilitation.objects.filter(Q(fin__isnull=True) | Q(fin__gte=le), utilisateur=utilisateur, debut__lte=le)
    return ActeurUtilisateur(
        identifiant=utilisateur.pk,
        libelle=utilisateur.nom or utilisateur.email,
        professionnel_id=utilisateur.professionnel_id,
        habilitations=tuple(_active(habilitation) for habilitation in actives.order_by("role", "pk")),
    )


def _active(habilitation: Habilitation) -> HabilitationActive:
    dispositifs: frozenset[int] | None = frozenset()
    if portee(habilitation.role) is Portee.TOUT:
        dispositifs = None
    elif habilitation.organisme_id is not None:
        dispositifs = structures.dispositifs_de_l_organisme(habilitation.organisme_id)
    elif habilitation.dispositif_id is not None:
        dispositifs = frozenset({habilitation.dispositif_id})
    return HabilitationActive(habilitation.role, dispositifs, habilitation.fin)
