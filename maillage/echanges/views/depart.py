"""Everything of a dispositif, in one file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.echanges.depart.plan import referentiel
from maillage.echanges.services.depart import dictionnaire, exporter_complet
from maillage.socle.pieces.erreurs import ErreurPiece
from maillage.socle.requete import Requete


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def depart(request: Requete, dispositif: str) -> HttpResponse:
    """Say what leaves, what stays and why; send the archive (POST: it is journaled, and holds names)."""
    refus = ""
    if request.method == "POST":
        try:
            export = exporter_complet(request.acteur, request.dispositif)
        except ErreurPiece as perdue:
            refus = str(perdue)
        else:
            nom = content_disposition_header(as_attachment=True, filename=f"complet-{dispositif}.zip")
            return HttpResponse(
                export.archive, content_type="application/zip", headers={"Content-Disposition": nom or ""}
            )
    contexte = {"refus": refus, "tables": dictionnaire(), "restes": referentiel()["restes"]}
    return render(request, "echanges/depart.html", contexte, status=409 if refus else 200)
