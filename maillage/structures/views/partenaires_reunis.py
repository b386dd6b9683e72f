"""Partners that may be the same body: made one, told apart again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from maillage.socle.listes import trouve
from maillage.socle.requete import Requete
from maillage.structures.forms.partenaires import ReunirForm
from maillage.structures.selectors.partenaires_reunis import (
    fusion_du_dispositif,
    fusions_du_dispositif,
    paires_a_reunir,
)
from maillage.structures.services.fusions import reunir_partenaires, separer_partenaires


def doublons(request: Requete, dispositif: str) -> HttpResponse:
    """Show the pairs that look alike, and make one of two partners."""
    recherche = request.GET.get("q", "")[:80]
    form = ReunirForm(request.POST or None, dispositif=request.dispositif, recherche=recherche)
    if request.method == "POST" and form.is_valid():
        try:
            fusion = reunir_partenaires(request.acteur, request.dispositif, **form.cleaned_data)
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            annuler = reverse("structures:partenaires_separer", args=[dispositif, fusion.pk])
            messages.success(request, f"C'est un seul partenaire : {fusion.garde}.", extra_tags=f"annuler:{annuler}")
            return redirect("structures:partenaires_doublons", dispositif)
    contexte = {
        "dispositif": request.dispositif,
        "form": form,
        "recherche": recherche,
        "paires": paires_a_reunir(request.dispositif),
        "fusions": fusions_du_dispositif(request.dispositif.pk),
    }
    return render(request, "structures/partenaires_doublons.html", contexte, status=422 if form.errors else 200)


@require_POST
def separer(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Take a union back."""
    fusion = trouve(fusion_du_dispositif(request.dispositif.pk, pk), "Cette réunion n'est pas connue ici.")
    try:
        separer_partenaires(request.acteur, fusion)
        messages.success(request, "Ce sont de nouveau deux partenaires.")
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    return redirect("structures:partenaires_doublons", dispositif)
