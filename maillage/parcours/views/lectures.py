"""Who opened the file of a young person, by name and in words: what the family may ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.comptes.droits import ROLES
from maillage.comptes.libelles import libelle_acte
from maillage.parcours.domain.lectures import SANS_COMPTE, dire_lecture
from maillage.parcours.selectors.lectures import lectures_du_dossier, peut_lire_les_lectures
from maillage.parcours.views.commun import trouver_jeune
from maillage.socle.models import Trace
from maillage.socle.requete import Requete

PAR_PAGE = 50


@dataclass(frozen=True)
class LigneLecture:
    """A reading in words."""

    trace: Trace
    acte: str
    roles: str


@require_safe
def lectures(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """List the readings of the file in this dispositif."""
    connu = trouver_jeune(request, jeune)
    if not peut_lire_les_lectures(request.acteur, request.dispositif.pk):
        raise PermissionDenied("Votre rôle n'ouvre pas le journal des lectures.")
    page = Paginator(lectures_du_dossier(request.acteur, connu.pk, request.dispositif.pk), PAR_PAGE).get_page(
        request.GET.get("page")
    )
    contexte = {"jeune": connu, "page": page, "lignes": lignes_de_lecture(page.object_list)}
    return render(request, "parcours/lectures.html", contexte)


def lignes_de_lecture(traces: Iterable[Trace]) -> list[LigneLecture]:
    """Turn traces into words: the act, the roles held."""
    return [
        LigneLecture(trace, dire_lecture(trace.acte, libelle_acte(trace.acte)), _roles(trace.roles)) for trace in traces
    ]


def _roles(codes: str) -> str:
    noms = {**SANS_COMPTE, **{code: role.libelle for code, role in ROLES.items()}}
    return ", ".join(noms.get(code, code) for code in codes.split(",") if code)
