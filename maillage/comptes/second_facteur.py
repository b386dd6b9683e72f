"""The second factor: who must have one, and how its secrets are kept."""

from __future__ import annotations

import base64
import hashlib

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from maillage.comptes.droits import demande_double_facteur
from maillage.comptes.selectors import acteur_de

CLE_SESSION = "second_facteur_vu"


def second_facteur_manquant(request: HttpRequest) -> bool:
    """Tell whether one of the person's roles asks for a second factor that this session does not have.

    A session opened by an identity provider is held to be strong already. The answer « nothing is missing » is kept in the session.
    """
    if settings.DEMONSTRATION or not settings.DOUBLE_FACTEUR_EXIGE or request.session.get(CLE_SESSION):
        return False
    if not demande_double_facteur(request.acteur.roles):  # type: ignore[attr-defined]
        return False
    par_fournisseur = any(
        trace.get("method") == "socialaccount" for trace in get_authentication_records(request, request.user)
    )
    present = par_fournisseur or Authenticator.objects.filter(user_id=request.user.pk).exists()
    if present:
        request.session[CLE_SESSION] = True
    return not present


class MaillageMFAAdapter(DefaultMFAAdapter):
    """Encrypts the secrets with keys derived from the server's, and keeps the factor of whoever must have one."""

    def get_totp_issuer(self) -> str:
        return "Maillage"

    def encrypt(self, text: str) -> str:
        return _coffre().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _coffre().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if settings.DEMONSTRATION or not settings.DOUBLE_FACTEUR_EXIGE:
            return True
        return not demande_double_facteur(acteur_de(authenticator.user, le=timezone.localdate()).roles)


def _coffre() -> MultiFernet:
    cles = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_cle(str(cle))) for cle in cles])


def _cle(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(f"second-facteur:{secret}".encode()).digest())
