"""Admission commissions: their list, one with its agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from maillage.parcours.models import AvisCommission, CommissionAdmission, Demande
from maillage.parcours.selectors.attente import (
    FiltresAttente,
    LigneAttente,
    demandes_en_attente,
    lignes_attente,
    lister_demandes,
)
from maillage.parcours.selectors.connus import AvecCle
from maillage.socle.acteur import Acteur


@dataclass(frozen=True)
class PointCommission:
    """A request on the agenda, and the opinion given."""

    ligne: LigneAttente
    avis: AvisCommission


@dataclass(frozen=True)
class CommissionLue:
    """A commission with its agenda, and the waiting requests that could be put on it."""

    commission: CommissionAdmission
    points: list[PointCommission]
    a_inscrire: list[Demande]


def commissions_visibles(acteur: Acteur, dispositif: AvecCle) -> QuerySet[CommissionAdmission]:
    """Commissions of the dispositif, the latest first, with the number of requests and of opinions given."""
    if not acteur.peut("parcours", dispositif_id=dispositif.pk):
        return CommissionAdmission.objects.none()
    commissions = CommissionAdmission.objects.filter(dispositif_id=dispositif.pk)
    comptes = commissions.annotate(inscrites=Count("avis"), rendus=Count("avis", filter=~Q(avis__avis="")))
    return comptes.order_by("-le", "-pk")


def lire_commission(acteur: Acteur, dispositif: AvecCle, identifiant: str, *, le: date) -> CommissionLue:
    """Return one commission (a constant number of queries). Raises CommissionAdmission.DoesNotExist outside what may be seen."""
    commission = commissions_visibles(acteur, dispositif).get(identifiant=identifiant)
    avis = {avis.demande_id: avis for avis in commission.avis.all()}
    toutes = FiltresAttente(etat="toutes", tri="-criteres")
    inscrites = list(lister_demandes(acteur, dispositif, toutes, le=le).filter(pk__in=avis))
    lignes = lignes_attente(acteur, dispositif, inscrites, le=le)
    return CommissionLue(
        commission=commission,
        points=[PointCommission(ligne, avis[ligne.demande.pk]) for ligne in lignes],
        a_inscrire=list(demandes_en_attente(acteur, dispositif, le=le).exclude(pk__in=avis)),
    )
