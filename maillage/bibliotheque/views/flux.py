"""New public sheets as an Atom feed."""

from __future__ import annotations

import datetime as dt

from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.models import Fiche
from maillage.bibliotheque.selectors.public import dernieres_fiches
from maillage.socle.requete import Requete

NOMBRE = 20


class _Flux(Feed):
    """The last public sheets, each with its sentence and its dimension."""

    feed_type = Atom1Feed
    title = "Maillage, nouvelles fiches de la bibliothèque"
    subtitle = "Les dernières fiches ouvertes à tous."
    language = "fr"

    def link(self) -> str:
        return reverse("bibliotheque:liste")

    def items(self) -> list[Fiche]:
        return dernieres_fiches(NOMBRE)

    def item_title(self, item: Fiche) -> str:
        return item.titre

    def item_description(self, item: Fiche) -> str:
        return item.resume

    def item_link(self, item: Fiche) -> str:
        return reverse("bibliotheque:fiche", args=[item.identifiant])

    def item_pubdate(self, item: Fiche) -> dt.datetime | None:
        return item.publiee_le

    def item_categories(self, item: Fiche) -> list[str]:
        return [referentiels.libelle_dimension(item.dimension)]


_flux = _Flux()


def flux(request: Requete) -> HttpResponse:
    """Send the feed."""
    return _flux(request)
