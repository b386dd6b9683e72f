"""The navigation of a young person's or a family's account: the images of their space, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from maillage.portail.espace.selectors import Espace, espaces_du_compte
from maillage.portail.espace.tuiles import Tuile, tuiles
from maillage.socle.requete import Requete

SUR_TELEPHONE = ("semaine", "demandes", "projet")
"""With home, the four entries of the bottom bar."""


@dataclass(frozen=True)
class EntreeEspace:
    """An entry as the shell draws it; `principal`: kept in the bottom bar of the phone."""

    libelle: str
    url: str
    icone: str
    courant: bool
    principal: bool
    phrase: str = ""
    groupe: str = ""


def entrees_de_l_espace(request: Requete) -> list[EntreeEspace]:
    """Return the entries of the space that the address names, of the only one otherwise; the choice of a space when there are several."""
    espaces = espaces_du_compte(request.acteur, le=timezone.localdate())
    nomme = request.resolver_match.kwargs.get("jeune", "") if request.resolver_match else ""
    espace = next((un for un in espaces if un.identifiant == nomme), espaces[0] if len(espaces) == 1 else None)
    choix = [_entree(request, "Mes espaces", reverse("espace:choisir"), "jeunes")] if len(espaces) > 1 else []
    if espace is None:
        return choix
    accueil = _entree(request, "Accueil", reverse("espace:accueil", args=[espace.identifiant]), "accueil")
    return [accueil, *_pages(request, espace), *choix]


def _pages(request: Requete, espace: Espace) -> list[EntreeEspace]:
    rangees = sorted(tuiles(espace), key=lambda tuile: tuile.page not in SUR_TELEPHONE)
    return [_page(request, tuile) for tuile in rangees]


def _page(request: Requete, tuile: Tuile) -> EntreeEspace:
    courant = request.path.startswith(tuile.url)
    return EntreeEspace(tuile.titre, tuile.url, tuile.icone, courant, tuile.page in SUR_TELEPHONE)


def _entree(request: Requete, libelle: str, url: str, icone: str) -> EntreeEspace:
    return EntreeEspace(libelle, url, icone, request.path == url, principal=libelle == "Accueil")
