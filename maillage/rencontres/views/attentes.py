"""Expectations grouped by the hand of who animates."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from maillage.rencontres import services
from maillage.rencontres.models import Attente, Rencontre
from maillage.rencontres.views.commun import adresse_de, trouver_rencontre
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.requete import Requete


def attentes(request: Requete, rencontre: str) -> HttpResponse:
    """Show every expectation without its author, beside the theme it goes under."""
    trouvee = trouver_rencontre(request, rencontre)
    if request.method == "POST":
        return _grouper(request, trouvee)
    lues = list(Attente.objects.filter(rencontre=trouvee).select_related("theme").order_by("theme__libelle", "pk"))
    contexte = {
        "rencontre": trouvee,
        "attentes": lues,
        "themes": list(trouvee.themes_attente.all()),
        "sans_theme": sum(attente.theme_id is None for attente in lues),
    }
    return render(request, "rencontres/attentes.html", contexte)


def _grouper(request: Requete, rencontre: Rencontre) -> HttpResponse:
    choix = {int(nom[2:]): str(valeur) for nom, valeur in request.POST.items() if nom[:2] == "a_" and nom[2:].isdigit()}
    reponses = {
        int(nom[2:]): str(valeur) for nom, valeur in request.POST.items() if nom[:2] == "r_" and nom[2:].isdigit()
    }
    nombre = services.grouper_attentes(request.acteur, rencontre, choix, reponses)
    messages.success(request, f"C'est enregistré : {ecrire_compte(nombre, 'attente rangée', 'attentes rangées')}.")
    return redirect(adresse_de(rencontre, "attentes"))
