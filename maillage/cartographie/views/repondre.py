"""Who answers? For a place, a public, perhaps a school: the responsible dispositif, the others able to, their times, who to call."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.cartographie import services
from maillage.cartographie.exports import feuille_reponse
from maillage.cartographie.forms.lieux import QuiRepondForm
from maillage.cartographie.fournisseurs import FournisseurIndisponibleError
from maillage.cartographie.presentation import carte_reponse
from maillage.cartographie.referentiels import reglages
from maillage.cartographie.selectors import secteurs as selection
from maillage.cartographie.selectors.secteurs import Capable
from maillage.cartographie.views.superposition import avec_calque
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, reponse

SECONDES = 5.0
"""How long an engine may take within a request."""


def page(request: Requete) -> HttpResponse:
    """Show the form, and the answer when a place was given."""
    form = QuiRepondForm(request.GET if "public" in request.GET else None)
    contexte: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        contexte |= _repondre(form.cleaned_data)
        if contexte["carte"]:
            contexte["carte"] = avec_calque(request, contexte["carte"])
        parametres = request.GET.urlencode()
        contexte["liens_export"] = [
            (extension.upper(), f"{reverse('cartographie:repondre_export', args=[extension])}?{parametres}")
            for extension in FORMATS
        ]
    return render(request, "cartographie/repondre.html", contexte, status=422 if form.errors else 200)


def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the answer."""
    form = QuiRepondForm(request.GET)
    if extension not in FORMATS or not form.is_valid():
        raise Http404("Cette réponse n'existe pas : revenez à la question.")
    contexte = _repondre(form.cleaned_data)
    feuille = feuille_reponse(contexte["capables"], contexte["responsables"], contexte["provenance"])
    return reponse(feuille, f"qui-repond-{timezone.localdate().isoformat()}", extension)


def _repondre(valeurs: dict[str, Any]) -> dict[str, Any]:
    """An engine that does not answer leaves the responsible and the names, without a time, and is said."""
    lieu, public, le = valeurs["ou"], valeurs["public"], timezone.localdate()
    responsables = selection.responsables(lieu, public, le)
    lignes = selection.offre_du_public(public, le)
    nom = valeurs["fournisseur"] or next(iter(services.fournisseurs_offerts()))
    panne, provenance = "", None
    try:
        capables, provenance = selection.capables(lieu, lignes, services.fournisseur(nom, secondes=SECONDES))
    except FournisseurIndisponibleError as erreur:
        panne = str(erreur)
        ici = [ligne for ligne in lignes if ligne.departement == lieu.commune.departement]
        capables = [Capable(ligne, None, None) for ligne in ici]
    return {
        "lieu": lieu,
        "public": public,
        "responsables": [(secteur, selection.contacts(lignes, secteur.dispositif_id)) for secteur in responsables],
        "conflit": len({secteur.dispositif_id for secteur in responsables}) > 1,
        "capables": capables,
        "provenance": provenance,
        "panne": panne,
        "proximite": (proximite := reglages(le).proximite_km),
        "au_dela": sum(1 for capable in capables if capable.km is not None and capable.km > proximite),
        "carte": carte_reponse(lieu, capables, provenance) if capables else None,
    }
