"""What the lists share: filters read with tolerance, links of exports, their line in the journal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse

from maillage.socle import tableur
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser


def lus(form: forms.Form) -> dict[str, Any]:
    """Return the filters that make sense, leaving out the others."""
    form.is_valid()
    return form.cleaned_data if form.is_bound else {}


def adresses_export(request: Requete, nom: str) -> list[tuple[str, str]]:
    """Return one link per format, with the filters of the page."""
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = f"?{parametres.urlencode()}" if parametres else ""
    code = request.dispositif.code
    return [(extension.upper(), f"{reverse(nom, args=[code, extension])}{suite}") for extension in tableur.FORMATS]


def journaliser_export(request: Requete, acte: str, lignes: int, extension: str) -> None:
    """Append the reading of a whole list."""
    journaliser(
        request.acteur,
        f"appui_ressource.{acte}",
        nature=NatureTrace.LECTURE,
        dispositif_id=request.dispositif.pk,
        details={"format": extension, "lignes": lignes},
    )
