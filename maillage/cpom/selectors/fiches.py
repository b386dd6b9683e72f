"""Reads of the sheets, limited by what the acting person may see."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Min, Q, QuerySet

from maillage.cpom.models import Cpom, FicheAction
from maillage.cpom.permissions import SECTION
from maillage.socle.acteur import Acteur

TRIS = {
    "titre": ("titre", "pk"),
    "dispositif": ("dispositif__nom", "titre", "pk"),
    "echeance": ("prochaine", "titre", "pk"),
    "annee": ("cpom__premiere_annee", "titre", "pk"),
}
A_VENIR, EN_COURS, ECHU = "a-venir", "en-cours", "echu"
ETATS = {EN_COURS: "En cours", A_VENIR: "À venir", ECHU: "Terminé"}


@dataclass(frozen=True)
class FiltresFiches:
    """What the address of the list says; `tri` is one of TRIS, « - » before it reverses."""

    q: str = ""
    departement: str = ""
    etat: str = ""
    tri: str = "dispositif"


def fiches_visibles(acteur: Acteur, dispositif_id: int | None = None) -> QuerySet[FicheAction]:
    """Return the sheets of the dispositifs where the CPOM is open to the acting person."""
    fiches = FicheAction.objects.select_related("cpom__organisme", "dispositif")
    autorises = acteur.dispositifs(SECTION)
    if autorises is not None:
        fiches = fiches.filter(dispositif_id__in=autorises)
    return fiches if dispositif_id is None else fiches.filter(dispositif_id=dispositif_id)


def lister_fiches(acteur: Acteur, filtres: FiltresFiches, *, le: dt.date) -> QuerySet[FicheAction]:
    """Return the sheets that fit, with `n_indicateurs`, `n_signees`, `n_faites`, `n_actions` and `prochaine` (next action due)."""
    fiches = (
        fiches_visibles(acteur)
        .filter(_condition(filtres, le))
        .annotate(
            n_indicateurs=Count("indicateurs", distinct=True),
            n_signees=Count("indicateurs__signees", distinct=True),
            n_actions=Count("actions", distinct=True),
            n_faites=Count("actions", filter=Q(actions__faite_le__isnull=False), distinct=True),
            prochaine=Min("actions__echeance", filter=Q(actions__faite_le__isnull=True)),
        )
    )
    premier, *suite = TRIS.get(filtres.tri.removeprefix("-"), TRIS["dispositif"])
    cle = F(premier)
    ordre = cle.desc(nulls_last=True) if filtres.tri.startswith("-") else cle.asc(nulls_last=True)
    return fiches.order_by(ordre, *suite)


def departements_des_fiches(acteur: Acteur) -> list[str]:
    """Return the départements that the filter may propose."""
    departements = fiches_visibles(acteur).exclude(dispositif__departement="").order_by("dispositif__departement")
    return list(departements.values_list("dispositif__departement", flat=True).distinct())


def contrats_du_dispositif(dispositif_id: int) -> QuerySet[Cpom]:
    """Return the contracts of the organismes that hold a dispositif, the latest first."""
    contrats = Cpom.objects.filter(organisme__dispositifs=dispositif_id).select_related("organisme")
    return contrats.order_by("-premiere_annee", "organisme__nom")


def _condition(filtres: FiltresFiches, le: dt.date) -> Q:
    condition = Q()
    if filtres.q:
        condition &= (
            Q(titre__icontains=filtres.q)
            | Q(dispositif__nom__icontains=filtres.q)
            | Q(cpom__organisme__nom__icontains=filtres.q)
        )
    if filtres.departement:
        condition &= Q(dispositif__departement=filtres.departement)
    return condition & _de_l_etat(filtres.etat, le.year)


def _de_l_etat(etat: str, annee: int) -> Q:
    return {
        A_VENIR: Q(cpom__premiere_annee__gt=annee),
        EN_COURS: Q(cpom__premiere_annee__lte=annee, cpom__derniere_annee__gte=annee),
        ECHU: Q(cpom__derniere_annee__lt=annee),
    }.get(etat, Q())
