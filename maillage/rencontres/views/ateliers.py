"""Workshops: the notes, and writing them together."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from maillage.rencontres.forms.contenu import NotesForm
from maillage.rencontres.models import Atelier
from maillage.rencontres.permissions import anime
from maillage.rencontres.selectors import rencontres_visibles
from maillage.rencontres.views.commun import jouer, trouve
from maillage.socle.requete import Requete


def atelier(request: Requete, atelier: str) -> HttpResponse:
    """Show the notes of a workshop and who wrote each version."""
    trouve_ = _trouver(request, atelier)
    contexte = {
        "atelier": trouve_,
        "rencontre": trouve_.seance.rencontre,
        "versions": list(trouve_.versions.all()[:20]),
        "anime": anime(request.acteur),
    }
    return render(request, "rencontres/atelier.html", contexte)


def notes_atelier(request: Requete, atelier: str) -> HttpResponse:
    """Write the notes; a conflict shows both texts."""
    trouve_ = _trouver(request, atelier)
    retour = reverse("rencontres:atelier", args=[atelier])
    return jouer(request, NotesForm, cible=trouve_, retour=retour, gabarit="rencontres/notes.html", sujet=trouve_.titre)


def _trouver(request: Requete, identifiant: str) -> Atelier:
    lus = Atelier.objects.select_related("seance__rencontre", "seance__commune")
    lus = lus.filter(seance__rencontre__in=rencontres_visibles(request.acteur))
    atelier: Atelier = trouve(lus.filter(identifiant=identifiant).first(), "Aucun atelier de cet identifiant.")
    return atelier
