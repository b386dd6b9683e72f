"""The documents that the team shows to the young person and the family."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from maillage.comptes.views.commun import dire
from maillage.portail.espace.views.commun import espace_ou_404, montrer
from maillage.projet.selectors.ecrits_documents import documents_de_l_espace, lignes_documents
from maillage.projet.services.ecrits_documents import telecharger_version
from maillage.socle.pieces import ErreurPiece, reponse_piece
from maillage.socle.requete import Requete


def documents(request: Requete, jeune: str) -> HttpResponse:
    """List them, latest first."""
    espace = espace_ou_404(request, jeune)
    lignes = lignes_documents(documents_de_l_espace(request.acteur, espace.jeune.pk))
    return montrer(request, espace, "documents", {"lignes": lignes})


def document(request: Requete, jeune: str, identifiant: str) -> HttpResponse:
    """Send the latest version of a document that is shown to the family; the reading is journaled by its context."""
    espace = espace_ou_404(request, jeune)
    trouve = documents_de_l_espace(request.acteur, espace.jeune.pk).filter(identifiant=identifiant).first()
    version = next(iter(trouve.versions.all()), None) if trouve else None
    if version is None:
        raise Http404("Aucun document à cette adresse.")
    try:
        octets = telecharger_version(request.acteur, version=version)
    except ErreurPiece as erreur:
        dire(request, str(erreur))
        return redirect("espace:documents", espace.identifiant)
    return reponse_piece(version.piece, octets, en_ligne=True)
