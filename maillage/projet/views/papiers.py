"""The project on paper: tagged PDF, plain and easy to read; the reading is journaled."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from maillage.projet.documents.projet_pdf import facile_en_pdf, projet_en_pdf
from maillage.projet.views.commun import projet_ouvert, tracer_lecture
from maillage.projet.views.projets import texte_demande
from maillage.socle.requete import Requete


@require_safe
def pdf(request: Requete, dispositif: str, projet: str) -> HttpResponse:
    """Send the text of a project with its answers."""
    trouve = projet_ouvert(request, projet)
    tracer_lecture(request, "imprimer_projet", trouve.jeune_id)
    version, contenu = texte_demande(request, trouve)
    return _reponse(projet_en_pdf(trouve, version, contenu, request.dispositif.nom), f"projet-{trouve.identifiant}")


@require_safe
def facile_pdf(request: Requete, dispositif: str, projet: str) -> HttpResponse:
    """Send the easy-to-read version."""
    trouve = projet_ouvert(request, projet)
    tracer_lecture(request, "imprimer_facile", trouve.jeune_id)
    version, contenu = texte_demande(request, trouve)
    octets = facile_en_pdf(trouve, version, contenu, request.dispositif.nom)
    return _reponse(octets, f"projet-facile-a-lire-{trouve.identifiant}")


def _reponse(octets: bytes, nom: str) -> HttpResponse:
    return HttpResponse(
        octets,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{nom}.pdf"'},
    )
