"""Refusals that Django answers without a page: who meets one reads what happened and where to go."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from maillage.socle.adresses import page_precedente

LECTURES = frozenset({"GET", "HEAD"})


class PageDeMethodeRefusee:
    """An address that only receives forms, opened as a page (a bookmark, a reload after signing in): said in words, with the way back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reponse = self.get_response(request)
        nue = isinstance(reponse, HttpResponseNotAllowed) and not reponse.content
        if not nue or request.method not in LECTURES or not request.accepts("text/html"):
            return reponse
        page = render(request, "405.html", {"retour": page_precedente(request)}, status=reponse.status_code)
        page["Allow"] = reponse["Allow"]
        return page
