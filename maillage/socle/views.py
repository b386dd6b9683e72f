"""The catalogue of components."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def composants(request: HttpRequest) -> HttpResponse:
    """Show every component with its variants."""
    return render(request, "socle/composants.html")
