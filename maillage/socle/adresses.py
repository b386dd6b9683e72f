"""Addresses of pages of other contexts: a page composes them by name, and leaves out what is not installed or not open."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from maillage.socle.acteur import Acteur
from maillage.socle.droits import CONNECTE, PUBLIC, Droit


def adresse_si_existe(nom_url: str, *args: str, **parts: str) -> str:
    """Return the address of a page of another context, or an empty string if no such page is installed."""
    try:
        return reverse(nom_url, args=args, kwargs=parts)
    except NoReverseMatch:
        return ""


def adresse_ouverte(acteur: Acteur, nom_url: str, *args: str, dispositif_id: int | None = None) -> str:
    """Return the address of a page that the rights matrix lets the person read there, else an empty string.

    The page may still refuse what depends on the young person: whoever composes it asks for that first.
    """
    matrice: dict[str, Droit] = import_string(settings.MATRICE_DROITS)
    droit = matrice.get(nom_url)
    if droit is None:
        return ""
    if droit.section not in {PUBLIC, CONNECTE} and not acteur.peut(droit.section, droit.acces, dispositif_id):
        return ""
    return adresse_si_existe(nom_url, *args)


class AdresseEnSerie:
    """The addresses of a page for the lines of a long list: reversed once, then filled in, which thousands of lines feel.

    Only for codes and public identifiers, already fit for an address, not for numbers.
    """

    def __init__(self, nom_url: str, arguments: int = 1) -> None:
        self._places = [f"argument-{rang}-a-dire" for rang in range(arguments)]
        self._modele = reverse(nom_url, args=self._places)

    def __call__(self, *valeurs: str) -> str:
        adresse = self._modele
        for place, valeur in zip(self._places, valeurs, strict=True):
            adresse = adresse.replace(place, valeur)
        return adresse


def page_precedente(request: HttpRequest) -> str:
    """Return the address, in this house, of the page that led to this one; an empty string when the browser does not say, or it is the same."""
    venue = urlsplit(request.headers.get("Referer", ""))
    if venue.netloc != request.get_host() or venue.path == request.path:
        return ""
    return venue._replace(scheme="", netloc="", fragment="").geturl()
