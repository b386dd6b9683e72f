"""What the pages of a space share: whose it is, a 404 for anyone else's, the journal of each reading."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maillage.portail.espace.selectors import Espace, espace_du_compte
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lecture


def espace_ou_404(request: Requete, jeune: str) -> Espace:
    """Return the space of that young person; whoever may not see it learns nothing of its existence."""
    espace = espace_du_compte(request.acteur, jeune, le=timezone.localdate())
    if espace is None:
        raise Http404("Aucun espace à cette adresse.")
    return espace


def montrer(
    request: Requete, espace: Espace, page: str, contexte: dict[str, Any] | None = None, *, lecture: bool = True
) -> HttpResponse:
    """Draw a page of the space; a page that shows something of the file is a reading, and is journaled."""
    if lecture:
        tracer(request, espace, page)
    return render(request, f"portail/espace/{page}.html", {"espace": espace, "page_espace": page, **(contexte or {})})


def tracer(request: Requete, espace: Espace, page: str) -> None:
    """Journal that this account read this page."""
    journaliser_lecture(
        request.acteur,
        f"portail.lire_{page}_par_compte",
        jeune_id=espace.jeune.pk,
        dispositif_id=espace.dispositif_id,
    )
