"""« Pourquoi je vois cela ? »"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maillage.comptes import selectors
from maillage.comptes.droits import SECTIONS
from maillage.socle.requete import Requete


def pourquoi(request: Requete) -> HttpResponse:
    """Show what the person holds, and what each section opens and why; `section` and `dispositif` in the address narrow it."""
    toutes = selectors.habilitations_de(request.acteur.identifiant, le=timezone.localdate())
    code = request.GET.get("dispositif", "")
    habilitations = [h for h in toutes if h.dispositif is None or not code or h.dispositif.code == code]
    raisons = selectors.raisons(habilitations)
    section = SECTIONS.get(request.GET.get("section", ""))
    return render(
        request,
        "comptes/pourquoi.html",
        {
            "habilitations": toutes,
            "raisons": [raison for raison in raisons if raison.acces],
            "fermees": [raison.section for raison in raisons if not raison.acces],
            "demandee": next((raison for raison in raisons if raison.section == section), None),
        },
    )
