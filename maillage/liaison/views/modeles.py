"""The versions of the form of the fiche de liaison: what each asks, who receives what of it, and the blank form to print."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maillage.liaison.documents.vierge_pdf import vierge_en_pdf
from maillage.liaison.domain.modele import ModeleFiche
from maillage.liaison.referentiels import modele_courant, modeles
from maillage.liaison.selectors.modeles import comparer_au_modele, lire_modele
from maillage.socle.requete import Requete


def liste(request: Requete) -> HttpResponse:
    """Show every version, which one is in force, and how each differs from it."""
    courant = modele_courant(timezone.localdate())
    lignes = [(un, un == courant, comparer_au_modele(courant, un)) for un in modeles()]
    return render(request, "liaison/modeles.html", {"lignes": lignes, "courant": courant})


def modele(request: Requete, code: str) -> HttpResponse:
    """Show one version as it would be filled in, field by field."""
    choisi = _connu(code)
    contexte = {"modele": choisi, "blocs": lire_modele(choisi), "courant": modele_courant(timezone.localdate())}
    return render(request, "liaison/modele.html", contexte)


def vierge(request: Requete, code: str) -> HttpResponse:
    """Send the blank form as a tagged PDF."""
    choisi = _connu(code)
    entetes = {"Content-Disposition": f'inline; filename="fiche-de-liaison-vierge-{choisi.code}.pdf"'}
    return HttpResponse(vierge_en_pdf(choisi), content_type="application/pdf", headers=entetes)


def _connu(code: str) -> ModeleFiche:
    trouve = next((un for un in modeles() if un.code == code), None)
    if trouve is None:
        raise Http404("Aucune version de ce nom.")
    return trouve
