"""Leaving the product leaves nothing on the device: what the day sheet keeps goes with the session."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

SORTIE = "account_logout"


class EffacementALaSortie:
    """Asks the browser to erase what this site stores (databases, service worker) when a person signs out.

    `Clear-Site-Data`: W3C, https://www.w3.org/TR/clear-site-data/. A browser that does not know it keeps only what is encrypted, until midnight.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if request.method == "POST" and match is not None and match.view_name == SORTIE:
            response["Clear-Site-Data"] = '"storage"'
        return response
