"""Placing a partner of the directory: on the little map, by its address, or by two numbers."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from maillage.socle.listes import trouve
from maillage.socle.requete import Requete
from maillage.structures import services
from maillage.structures.selectors.lignes import partenaire as partenaire_du_dispositif
from maillage.territoire.geocodage.placement import PositionForm, contexte_de_placement


def placer(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Confirm where a partner is, or set it by hand."""
    lieu = trouve(partenaire_du_dispositif(request.dispositif.pk, pk), "Ce partenaire n'est pas dans cet annuaire.")
    form = PositionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.placer_partenaire(request.acteur, request.dispositif, lieu, **form.cleaned_data)
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, f"La position de {lieu.nom} est enregistrée.")
            return redirect("structures:partenaires", dispositif)
    contexte = {
        **contexte_de_placement(request, lieu),
        "form": form,
        "dispositif": request.dispositif,
        "retour": reverse("structures:partenaires", args=[dispositif]),
    }
    return render(request, "structures/position.html", contexte, status=422 if form.errors else 200)
