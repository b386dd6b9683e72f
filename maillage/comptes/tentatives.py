"""Brute force: which account a failed sign-in aimed at."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def compte_vise(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the e-mail address that the attempt aimed at, in lower case: attempts are counted by account and by address of origin."""
    vise = (credentials or {}).get("email") or (request.POST.get("login") if request else "")
    return str(vise or "").strip().lower()
