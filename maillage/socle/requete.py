"""The request as views receive it: with who acts, and the dispositif when the address names one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from maillage.socle.acteur import Acteur


class Requete(HttpRequest):
    """Only for type annotations: what the middleware of accounts, and that of htmx, set on every request."""

    acteur: Acteur
    dispositif: Any
    htmx: HtmxDetails
