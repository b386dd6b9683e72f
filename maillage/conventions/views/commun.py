"""What the pages share: one act in one form, exports and their line in the journal, pages of a list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from maillage.conventions.forms.actes import FormulaireActe
from maillage.socle.listes import en_pages, envoyer_liste, geste_connu, liens, trouve
from maillage.socle.requete import Requete

envoyer = partial(envoyer_liste, acte="conventions.exporter")
"""Send a list as a file, journaled in the name of this room."""


def jouer(
    request: Requete,
    genre: type[FormulaireActe],
    *,
    cible: Any,
    retour: str,
    apres: Callable[[Any], str] | None = None,
    gabarit: str = "conventions/formulaire.html",
    **contexte: Any,
) -> HttpResponse:
    """Show the form of an act, then do it; `apres` gives the address to go to from the target once written."""
    recu = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = genre(*recu, acteur=request.acteur, cible=cible)
    if form.is_bound and (fait := form.tenter()):
        messages.success(request, fait)
        return redirect(apres(form.cible) if apres else retour)
    mots = {"form": form, "retour": retour, **contexte}
    return render(request, gabarit, mots, status=422 if form.errors else 200)


__all__ = [
    "en_pages",
    "envoyer",
    "geste_connu",
    "jouer",
    "liens",
    "trouve",
]
