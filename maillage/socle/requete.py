"""The request as views receive it: with who acts, and the dispositif when the address names one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from maillage.socle.acteur import Acteur


class Requete(HttpRequest):
    """Only for type annotations: the middleware of accounts sets these two on every request."""

    acteur: Acteur
    dispositif: Any
