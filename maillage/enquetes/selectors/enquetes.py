"""Reads of the surveys and of their versions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from maillage.enquetes.models import Enquete, VersionQuestionnaire

EN_PREPARATION, OUVERTES, FINIES, ARCHIVEES = "preparation", "ouvertes", "finies", "archivees"
ETATS = {
    EN_PREPARATION: "En préparation",
    OUVERTES: "Une vague ouverte",
    FINIES: "Toutes vagues closes",
    ARCHIVEES: "Archivées",
}
TRIS = {
    "titre": ("titre", "pk"),
    "creation": ("creee_le", "pk"),
    "derniere": ("derniere", "pk"),
    "vagues": ("n_vagues", "titre", "pk"),
}


@dataclass(frozen=True)
class FiltresEnquetes:
    """What the address of the list says; without a state, everything but what is archived."""

    etat: str = ""
    recherche: str = ""
    tri: str = "-creation"


def lister_enquetes(filtres: FiltresEnquetes, *, le: dt.date) -> QuerySet[Enquete]:
    """Return the surveys that fit, with `n_vagues`, `n_ouvertes`, `derniere` (first day of the last wave), without their questionnaires (1 query)."""
    ouverte = Q(vagues__close_le__isnull=True, vagues__debut__lte=le)
    enquetes = Enquete.objects.defer("brouillon", "precedent").annotate(
        n_vagues=Count("vagues", distinct=True),
        n_ouvertes=Count("vagues", filter=ouverte, distinct=True),
        n_attente=Count("vagues", filter=Q(vagues__close_le__isnull=True), distinct=True),
        derniere=Max("vagues__debut"),
    )
    for mot in filtres.recherche.split():
        enquetes = enquetes.filter(Q(titre__icontains=mot) | Q(objet__icontains=mot))
    ordonnees = enquetes.filter(_condition(filtres.etat)).order_by(*TRIS.get(filtres.tri.lstrip("-"), TRIS["creation"]))
    return ordonnees.reverse() if filtres.tri.startswith("-") else ordonnees


def _condition(etat: str) -> Q:
    """Return the condition of a state on the counts attached to each survey."""
    if etat == ARCHIVEES:
        return Q(archivee_le__isnull=False)
    vives = Q(archivee_le__isnull=True)
    conditions = {
        EN_PREPARATION: Q(n_vagues=0),
        OUVERTES: Q(n_ouvertes__gt=0),
        FINIES: Q(n_vagues__gt=0, n_attente=0),
    }
    return vives & conditions[etat] if etat in conditions else vives


def enquete_par_identifiant(identifiant: str) -> Enquete | None:
    """Return a survey with its versions and its waves (3 queries)."""
    return Enquete.objects.filter(identifiant=identifiant).prefetch_related("versions", "vagues__version").first()


def version_de(enquete: Enquete, numero: int) -> VersionQuestionnaire | None:
    return VersionQuestionnaire.objects.filter(enquete=enquete, numero=numero).first()
