"""What the pages of accounts share."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404

from maillage.comptes import selectors
from maillage.comptes.models import Habilitation, Utilisateur
from maillage.socle.requete import Requete


def compte_ou_404(request: Requete, pk: int) -> Utilisateur:
    """Return an account of the person's scope."""
    compte = selectors.personne(request.acteur, pk)
    if compte is None:
        raise Http404("Aucun compte à cette adresse dans vos dispositifs.")
    return compte


def habilitation_ou_404(request: Requete, pk: int) -> Habilitation:
    """Return an habilitation of the person's scope."""
    habilitation = selectors.habilitation(request.acteur, pk)
    if habilitation is None:
        raise Http404("Aucune habilitation à cette adresse dans vos dispositifs.")
    return habilitation


def dire(request: Requete, texte: str, *, annuler: str = "") -> None:
    """Say that something is done, with the address that undoes it."""
    messages.success(request, texte, extra_tags=f"annuler:{annuler}" if annuler else "")
