"""Home."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def accueil(request: HttpRequest) -> HttpResponse:
    """Show the page « Aujourd'hui » of the person."""
    return render(request, "portail/accueil.html")
