"""The request as the rights middleware prepares it."""

from __future__ import annotations

from django.http import HttpRequest

from maillage.socle.acteur import Acteur


class DispositifCourant:
    """What this context reads of the dispositif of the address."""

    pk: int
    code: str
    nom: str


class Requete(HttpRequest):
    """A request of a signed-in person, in a dispositif of their scope."""

    acteur: Acteur
    dispositif: DispositifCourant
