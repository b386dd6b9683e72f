"""An agenda as a FHIR bundle of the guide GAP, on a page."""

from __future__ import annotations

import datetime as dt
import json

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.agenda.domain.erreurs import Introuvable
from maillage.agenda.selectors import agendas_proposes
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.forms import AgendaFhirForm
from maillage.echanges.services import gap
from maillage.socle.requete import Requete

TYPE_FHIR = "application/fhir+json"
JOURS_PROPOSES = dt.timedelta(days=27)
GROUPES_EXCLUS = ("Ensemble", "Groupes")


@never_cache
@require_safe
def agenda(request: Requete, dispositif: str) -> HttpResponse:
    """Choose an agenda and a window; with both, send the bundle."""
    le = timezone.localdate()
    agendas = [
        (titre, choix) for titre, choix in agendas_proposes(request.dispositif, le=le) if titre not in GROUPES_EXCLUS
    ]
    demande = request.GET if "agenda" in request.GET else None
    form = AgendaFhirForm(demande, agendas=agendas, initial={"debut": le, "fin": le + JOURS_PROPOSES})
    if form.is_bound and form.is_valid() and (lot := _lot(request, form)) is not None:
        return lot
    contexte = {"form": form, "peut_nominatif": request.acteur.peut("echanges", dispositif_id=request.dispositif.pk)}
    return render(request, "echanges/gap.html", contexte, status=422 if form.errors else 200)


def _lot(request: Requete, form: AgendaFhirForm) -> HttpResponse | None:
    lus = form.cleaned_data
    try:
        lot = gap.exporter_agenda(
            request.acteur,
            request.dispositif,
            lus["agenda"],
            jours=(lus["debut"], lus["fin"]),
            complets=lus["titres_complets"],
        )
    except Introuvable as absent:
        form.add_error("agenda", absent.message)
        return None
    except ErreurEchange as refus:
        form.add_error(refus.champ or None, refus.message)
        return None
    nom = content_disposition_header(as_attachment=True, filename=f"agenda-{lus['agenda']}-{lus['debut']}.json")
    entetes = {"Content-Disposition": nom or ""}
    return HttpResponse(json.dumps(lot, ensure_ascii=False), content_type=TYPE_FHIR, headers=entetes)
