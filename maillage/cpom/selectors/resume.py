"""Where each dispositif stands with its CPOM: counts of acts, for the authority and for the establishment alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from maillage.cpom.models import CibleCpom, ValeurSignee
from maillage.cpom.selectors.fiches import fiches_visibles
from maillage.socle.acteur import Acteur


@dataclass(frozen=True)
class ResumeCpom:
    """Sheets, signed values, and values of finished years that wait for their signature; `annee`: the last finished year that has one."""

    fiches: int = 0
    signees: int = 0
    a_signer: int = 0
    annee: int | None = None


def resumes_par_dispositif(acteur: Acteur, *, le: dt.date) -> dict[int, ResumeCpom]:
    """Return the counts of each dispositif that has a sheet (3 queries)."""
    visibles = fiches_visibles(acteur).order_by()
    fiches = dict(visibles.values("dispositif").annotate(n=Count("pk")).values_list("dispositif", "n"))
    signees = ValeurSignee.objects.filter(indicateur__fiche__in=visibles.values("pk")).order_by()
    par_signees = dict(
        signees.values("indicateur__fiche__dispositif")
        .annotate(n=Count("pk"))
        .values_list("indicateur__fiche__dispositif", "n")
    )
    attendues: dict[int, list[int]] = {}
    for dispositif, annee in _a_signer(acteur, le):
        attendues.setdefault(dispositif, []).append(annee)
    return {
        pk: ResumeCpom(n, par_signees.get(pk, 0), len(attendues.get(pk, ())), max(attendues.get(pk, ()), default=None))
        for pk, n in fiches.items()
    }


def _a_signer(acteur: Acteur, le: dt.date) -> list[tuple[int, int]]:
    signee = ValeurSignee.objects.filter(indicateur=OuterRef("indicateur"), annee=OuterRef("annee"))
    visibles = fiches_visibles(acteur).order_by().values("pk")
    cibles = CibleCpom.objects.filter(~Exists(signee), annee__lt=le.year, indicateur__fiche__in=visibles)
    return list(cibles.order_by().values_list("indicateur__fiche__dispositif", "annee"))
