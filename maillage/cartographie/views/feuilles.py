"""Sheets of drivers: one at a time, as a page or a file, or all of a plan, one to a printed page."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.agenda import selectors as agenda
from maillage.cartographie.documents.conducteur import CONSIGNES, ENTETES, feuille_de_route, lignes_de_route
from maillage.cartographie.models import PlanTournees
from maillage.cartographie.presentation.tournees import TourneeLue
from maillage.cartographie.selectors.reglages_transport import rendez_vous_par_jeune
from maillage.cartographie.views.plans import lire, trouver_fini
from maillage.socle.rapports import reponse_rapport
from maillage.socle.requete import Requete

Feuille = tuple[TourneeLue, list[tuple[str, ...]]]


@require_safe
def toutes(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Show every sheet of a plan: printing gives one page to each driver."""
    plan = trouver_fini(request, pk)
    return render(request, "cartographie/feuilles.html", _contexte(plan, _feuilles(request, plan)))


@require_safe
def feuille(request: Requete, dispositif: str, pk: int, rang: int) -> HttpResponse:
    """Show the sheet of a driver, ready to print."""
    plan, lue = _une(request, pk, rang)
    return render(request, "cartographie/feuille.html", {**_contexte(plan, [lue]), "tournee": lue[0]})


@require_safe
def fichier(request: Requete, dispositif: str, pk: int, rang: int, extension: str) -> HttpResponse:
    """Send the sheet of a driver."""
    plan, (tournee, lignes) = _une(request, pk, rang)
    rapport = feuille_de_route(plan, tournee, lignes, nom_dispositif=str(request.dispositif))
    return reponse_rapport(rapport, f"feuille-{plan.jour.isoformat()}-{plan.sens.lower()}-{rang}", extension)


def _contexte(plan: PlanTournees, feuilles: list[Feuille]) -> dict[str, object]:
    return {"plan": plan, "feuilles": feuilles, "entetes": ENTETES, "consignes": CONSIGNES}


def _une(request: Requete, pk: int, rang: int) -> tuple[PlanTournees, Feuille]:
    plan = trouver_fini(request, pk)
    lue = next((f for f in _feuilles(request, plan) if f[0].rang == rang), None)
    if lue is None:
        raise Http404("Ce plan n'a pas cette tournée.")
    return plan, lue


def _feuilles(request: Requete, plan: PlanTournees) -> list[Feuille]:
    """Each round, and its lines with whom to call and where to wait."""
    lecteur, lu = lire(request, plan)
    noms = {jeune.pk: nom for nom, jeune in lecteur.jeunes.items()}
    contacts = {noms[cle]: siens for cle, siens in agenda.contacts_par_jeune(request.dispositif.pk, noms).items()}
    ou = {noms[cle]: mots for cle, mots in rendez_vous_par_jeune(request.dispositif.pk, noms).items()}
    return [(tournee, lignes_de_route(plan, tournee, contacts, ou)) for tournee in lu.tournees]
