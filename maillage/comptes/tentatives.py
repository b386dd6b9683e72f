"""Brute force: which account a failed sign-in aimed at, and from where."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from maillage.comptes.domain.code import SANS_ADRESSE


def adresse_de_connexion(saisie: str) -> str:
    """Return the address of the account that someone names: its e-mail address, or the name given to who has no mailbox."""
    propre = saisie.strip().lower()
    return f"{propre}@{SANS_ADRESSE}" if propre and "@" not in propre else propre


def compte_vise(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the e-mail address that the attempt aimed at, in lower case: attempts are counted by account and by address of origin."""
    vise = (credentials or {}).get("email") or (request.POST.get("login") if request else "")
    return adresse_de_connexion(str(vise or ""))


def adresse_d_origine(request: HttpRequest) -> str | None:
    """Return the network address of the browser, behind the number of proxies that the operator declared; None for a request made by code."""
    if "REMOTE_ADDR" not in request.META:
        return None
    return str(get_adapter(request).get_client_ip(request))
