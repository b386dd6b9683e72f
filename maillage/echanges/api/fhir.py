"""Agendas read in FHIR (guide GAP, flows 2, 4 and 5): the searches Schedule, Slot and Appointment of one agenda, between two days.

Names of parameters are those of FHIR. Answers and refusals are `application/fhir+json`: a Bundle « searchset », or an OperationOutcome.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import StringConstraints

from maillage.agenda import selectors as agendas
from maillage.agenda.domain.erreurs import Introuvable
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.domain.fhir.briques import Ressource
from maillage.echanges.domain.fhir.controle import Faute, issue
from maillage.echanges.domain.gap import ecriture
from maillage.echanges.domain.gap.ecriture import AgendaGap
from maillage.echanges.services import gap
from maillage.socle.requete import Requete

TYPE = "application/fhir+json"
PAR_PAGE = 100
JOURS_PAR_DEFAUT = dt.timedelta(days=30)
UN_JOUR = dt.timedelta(days=1)
CodeDispositif = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,64}$")]
NomAgenda = Annotated[str, StringConstraints(pattern=r"^(Schedule/)?[A-Za-z0-9-]{1,80}$")]
Bornes = Annotated[
    list[Annotated[str, StringConstraints(pattern=r"^(eq|ge|gt|le|lt)?[0-9]{4}-[0-9]{2}-[0-9]{2}$")]],
    Query(max_length=2, description="deux bornes, par exemple ge2026-03-02 et le2026-03-08 ; 93 jours au plus"),
]
NumeroDePage = Annotated[int, Query(ge=1, le=1000)]
Titres = Annotated[bool, Query(description="titres et participants, pour votre propre agenda ou avec « echanges »")]
MESSAGE = {"application/json": {"schema": {"type": "object", "required": ["message"]}}}
REPONSES: dict[str, Any] = {
    "responses": {
        statut: {"description": mot, "content": {TYPE: {"schema": {"type": "object"}}}}
        for statut, mot in ((200, "Bundle « searchset »"), (400, "OperationOutcome"), (404, "OperationOutcome"))
    }
    | {statut: {"description": "Refus", "content": MESSAGE} for statut in (401, 403, 422, 429)}
}
routeur = Router(tags=["Agendas FHIR"])


@routeur.get(
    "/dispositifs/{dispositif}/fhir/Schedule",
    url_name="fhir_schedule",
    openapi_extra=REPONSES,
    summary="Agendas (GAP, flux 2)",
)
def chercher_schedule(
    request: Requete, dispositif: CodeDispositif, actor: NomAgenda | None = None, page: NumeroDePage = 1
) -> HttpResponse:
    """The agendas of the dispositif, or the one that `actor` names (`pro-…`, `jeune-…`, `unite-…`, `ressource-…`)."""

    def repondre() -> Ressource:
        le = timezone.localdate()
        jours = (le, le + JOURS_PAR_DEFAUT)
        mots = [actor.removeprefix("Schedule/")] if actor else _agendas_ouverts(request, le)
        lot = mots[(page - 1) * PAR_PAGE : page * PAR_PAGE]
        nommes = [agendas.agenda_nomme(request.acteur, request.dispositif, mot, le=le) for mot in lot]
        vides = [gap.agenda_vide(request.acteur, request.dispositif, agenda, jours) for agenda in nommes]
        return _bundle(request, [ecriture.schedule(agenda) for agenda in vides], [], page=page, total=len(mots))

    return _repondre(repondre)


@routeur.get(
    "/dispositifs/{dispositif}/fhir/Slot",
    url_name="fhir_slot",
    openapi_extra=REPONSES,
    summary="Heures prises d'un agenda (GAP, flux 4a)",
)
def chercher_slot(
    request: Requete, dispositif: CodeDispositif, schedule: NomAgenda, start: Bornes, page: NumeroDePage = 1
) -> HttpResponse:
    """The hours taken, or when whoever it is cannot be had. Maillage knows no opening hours: what is not taken is not written « free »."""

    def repondre() -> Ressource:
        agenda = _lire(request, schedule, start, complets=False)
        trouves = list(ecriture.slots(agenda))
        return _bundle(request, _page(trouves, page), [ecriture.schedule(agenda)], page=page, total=len(trouves))

    return _repondre(repondre)


@routeur.get(
    "/dispositifs/{dispositif}/fhir/Appointment",
    url_name="fhir_appointment",
    openapi_extra=REPONSES,
    summary="Rendez-vous d'un agenda (GAP, flux 4b)",
)
def chercher_appointment(
    request: Requete,
    dispositif: CodeDispositif,
    actor: NomAgenda,
    date: Bornes,
    page: NumeroDePage = 1,
    titres: Titres = False,
) -> HttpResponse:
    """The appointments, cancelled ones too, with the slots and the agenda that they refer to."""

    def repondre() -> Ressource:
        agenda = _lire(request, actor, date, complets=titres)
        trouves = _page(list(ecriture.appointments(agenda)), page)
        cites = {lien["reference"] for trouve in trouves for lien in trouve.get("slot", [])}
        creneaux = [slot for slot in ecriture.slots(agenda) if ecriture.adresse("Slot", slot["id"]) in cites]
        jointes = [ecriture.schedule(agenda), *creneaux]
        return _bundle(request, trouves, jointes, page=page, total=len(agenda.rendez_vous))

    return _repondre(repondre)


def _agendas_ouverts(request: Requete, le: dt.date) -> list[str]:
    proposes = agendas.agendas_proposes(request.dispositif, le=le)
    return [mot for _, choix in proposes for mot, _ in choix if mot.partition("-")[0] in gap.GENRES]


def _lire(request: Requete, nom: str, bornes: list[str], *, complets: bool) -> AgendaGap:
    mot, jours = nom.removeprefix("Schedule/"), lire_bornes(bornes)
    agenda = gap.agenda_gap(request.acteur, request.dispositif, mot, jours=jours, complets=complets)
    gap.tracer(request.acteur, request.dispositif, agenda, complets=complets)
    return agenda


def lire_bornes(bornes: list[str]) -> tuple[dt.date, dt.date]:
    """Return the two days that prefixed dates of FHIR name, both included. Raises ErreurEchange."""
    debut = fin = None
    for borne in bornes:
        try:
            jour = dt.date.fromisoformat(borne[-10:])
            match borne[:-10]:
                case "ge" | "gt":
                    debut = jour + UN_JOUR if borne.startswith("gt") else jour
                case "le" | "lt":
                    fin = jour - UN_JOUR if borne.startswith("lt") else jour
                case _:
                    debut = fin = jour
        except (ValueError, OverflowError):
            raise ErreurEchange(f"« {borne} » n'est pas un jour.", champ="date") from None
    if debut is None or fin is None:
        raise ErreurEchange("Donnez les deux bornes, par exemple ge2026-03-02 et le2026-03-08.", champ="date")
    return debut, fin


def _page(trouves: list[Ressource], page: int) -> list[Ressource]:
    return trouves[(page - 1) * PAR_PAGE : page * PAR_PAGE]


def _bundle(
    request: Requete, trouves: list[Ressource], jointes: list[Ressource], *, page: int, total: int
) -> Ressource:
    liens = {"self": _adresse(request, page)} | (
        {"next": _adresse(request, page + 1)} if page * PAR_PAGE < total else {}
    )
    return gap.verifie(ecriture.reponse(trouves, jointes, total=total, liens=liens))


def _adresse(request: Requete, page: int) -> str:
    parametres = request.GET.copy()
    parametres["page"] = str(page)
    chemin = reverse(f"api:{request.resolver_match.url_name}", args=[request.dispositif.code])  # type: ignore[union-attr]
    return f"{settings.ADRESSE_PUBLIQUE}{chemin}?{parametres.urlencode()}"


def _repondre(repondre: Callable[[], Ressource]) -> HttpResponse:
    try:
        return _en_fhir(repondre(), 200)
    except Introuvable as absent:
        return _en_fhir(issue([Faute("Schedule", absent.message)]), 404)
    except ErreurEchange as refus:
        return _en_fhir(issue([Faute(refus.champ or "Bundle", refus.message)]), 400)


def _en_fhir(ressource: Ressource, statut: int) -> HttpResponse:
    return HttpResponse(json.dumps(ressource, ensure_ascii=False), content_type=TYPE, status=statut)
