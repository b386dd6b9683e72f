"""The facts of a dispositif as the folder of the contract."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.activite.selectors import periodes_proposees
from maillage.echanges.documentation import tables_decrites
from maillage.echanges.domain.periodes import TOUT
from maillage.echanges.forms import PeriodeForm
from maillage.echanges.services import DossierIncoherent, exporter_tables
from maillage.echanges.validation import Faute, fautes_par_fichier
from maillage.socle.requete import Requete


@require_safe
def tables(request: Requete, dispositif: str) -> HttpResponse:
    """Choose a period; say what the folder holds."""
    return _page(request, _formulaire(request) if request.GET else PeriodeForm(proposees=_proposees()))


@require_safe
@never_cache
def telecharger(request: Requete, dispositif: str) -> HttpResponse:
    """Send the folder as a zip; a wrong period, or facts that the contract cannot hold, come back to the page."""
    form = _formulaire(request)
    if not form.is_valid():
        return _page(request, form, statut=422)
    periode = form.cleaned_data["lue"]
    try:
        export = exporter_tables(request.acteur, request.dispositif, periode)
    except DossierIncoherent as refus:
        return _page(request, form, statut=409, fautes=fautes_par_fichier(refus.problemes))
    nom = content_disposition_header(as_attachment=True, filename=f"faits-{dispositif}-{periode.libelle}.zip")
    return HttpResponse(export.archive, content_type="application/zip", headers={"Content-Disposition": nom or ""})


def _formulaire(request: Requete) -> PeriodeForm:
    return PeriodeForm({"periode": TOUT.libelle, **request.GET.dict()}, proposees=_proposees())


def _proposees() -> list[str]:
    return periodes_proposees(aujourd_hui=timezone.localdate())


def _page(
    request: Requete, form: PeriodeForm, *, statut: int = 200, fautes: dict[str, list[Faute]] | None = None
) -> HttpResponse:
    contexte = {
        "form": form,
        "tables": tables_decrites(),
        "fautes": fautes or {},
        "peut_nominatif": request.acteur.peut("echanges", dispositif_id=request.dispositif.pk),
    }
    return render(request, "echanges/tables.html", contexte, status=statut)
