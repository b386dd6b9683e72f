"""How long people wait, by département, for everyone who follows the territory: medians and classes, never a small number."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.parcours.domain.delais_attente import jour_arrete
from maillage.parcours.referentiels.entree import reglages_admission
from maillage.parcours.selectors.delais import files_des_departements
from maillage.socle.requete import Requete
from maillage.territoire.sources import noms_des_departements


@require_safe
def delais(request: Requete) -> HttpResponse:
    """Show one line per département."""
    aujourd_hui, noms = timezone.localdate(), noms_des_departements()
    lignes = [
        (f"{noms.get(lue.departement, '')} ({lue.departement})".strip(), lue)
        for lue in files_des_departements(le=aujourd_hui)
    ]
    contexte = {
        "lignes": lignes,
        "reglages": reglages_admission(aujourd_hui),
        "arrete": jour_arrete(aujourd_hui),
    }
    return render(request, "parcours/delais.html", contexte)
