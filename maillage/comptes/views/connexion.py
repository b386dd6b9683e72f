"""Sign-in in one tap, on the demonstration only."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from maillage.comptes import selectors
from maillage.comptes.recepteurs import inscrire

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_POST
def connexion_demonstration(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in to a demonstration account; refused anywhere else, and for any other account."""
    compte = selectors.compte_de_demonstration(pk) if settings.DEMONSTRATION else None
    if compte is None:
        raise PermissionDenied("La connexion sans mot de passe n'existe que pour les comptes de la démonstration.")
    login(request, compte, backend=BACKEND)
    inscrire(compte, "comptes.se_connecter")
    return redirect(settings.LOGIN_REDIRECT_URL)
