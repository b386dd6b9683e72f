"""What the pages share: one act in one form, exports and their line in the journal, pages of a list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from maillage.rencontres import selectors
from maillage.rencontres.forms.actes import FormulaireActe
from maillage.rencontres.models import Rencontre, SeanceRencontre
from maillage.socle.brouillon.services import jeter_brouillon, reprendre
from maillage.socle.listes import en_pages, envoyer_liste, geste_connu, liens, trouve
from maillage.socle.requete import Requete

envoyer = partial(envoyer_liste, acte="rencontres.exporter")
"""Send a list as a file, journaled in the name of this room."""
FORMULAIRE = "rencontres/formulaire.html"


def jouer(
    request: Requete,
    genre: type[FormulaireActe],
    *,
    cible: Any,
    retour: str,
    apres: Callable[[Any], str] | None = None,
    gabarit: str = FORMULAIRE,
    **contexte: Any,
) -> HttpResponse:
    """Show the form of an act, then do it; `apres` gives the address to go to from the form once done."""
    recu = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = genre(*recu, acteur=request.acteur, cible=cible)
    if form.is_bound and (fait := form.tenter()):
        jeter_brouillon(request.acteur, cle=request.path)
        messages.success(request, fait)
        return redirect(apres(form) if apres else retour)
    brouillon = reprendre(request, form) if genre.garde else None
    mots = {"form": form, "retour": retour, "brouillon": brouillon, **contexte}
    return render(request, gabarit, mots, status=422 if form.errors else 200)


def trouver_rencontre(request: Requete, identifiant: str) -> Rencontre:
    rencontre = selectors.rencontre_par_identifiant(request.acteur, identifiant)
    trouvee: Rencontre = trouve(rencontre, "Aucune rencontre de cet identifiant ne vous est ouverte.")
    return trouvee


def trouver_seance(request: Requete, identifiant: str) -> SeanceRencontre:
    seance = selectors.seance_par_identifiant(request.acteur, identifiant)
    trouvee: SeanceRencontre = trouve(seance, "Aucune date de cet identifiant ne vous est ouverte.")
    return trouvee


def adresse_de(rencontre: Rencontre, page: str = "rencontre") -> str:
    return reverse(f"rencontres:{page}", args=[rencontre.identifiant])


def sans_index(reponse: HttpResponse) -> HttpResponse:
    """Keep a private or public form out of search engines."""
    reponse["X-Robots-Tag"] = "noindex"
    return reponse


__all__ = [
    "adresse_de",
    "en_pages",
    "envoyer",
    "geste_connu",
    "jouer",
    "liens",
    "sans_index",
    "trouve",
    "trouver_rencontre",
    "trouver_seance",
]
