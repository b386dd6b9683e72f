"""What we ask of the sign-in library: no sign-up, no messages of its own, identity providers joined to an account by e-mail."""

from __future__ import annotations

import time
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from maillage.comptes.models import Utilisateur


class MaillageAccountAdapter(DefaultAccountAdapter):
    """Closes sign-up; says nothing when someone merely signs in or out."""

    MESSAGES_TUS = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "L'adresse ou le mot de passe est incorrect. Vérifiez les majuscules et recommencez.",
        "incorrect_password": "Ce mot de passe est incorrect. Vérifiez les majuscules et recommencez.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count nothing here: failed passwords are counted in the database (axes); the library's own limit is left to codes."""

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Ask for the password again only if it was not given a few minutes ago: coming in counts."""
        traces = get_authentication_records(self.request, self.request.user)
        recentes = (time.time() - trace["at"] < app_settings.REAUTHENTICATION_TIMEOUT for trace in traces)
        return not any(recentes)

    def format_email_subject(self, subject: str) -> str:
        return f"Maillage : {subject}"

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if message_template in self.MESSAGES_TUS:
            return
        super().add_message(
            request, level or messages.INFO, message_template, message_context, extra_tags, message=message
        )


class MaillageSocialAccountAdapter(DefaultSocialAccountAdapter):
    """Joins the identity of a provider to the open account of the same e-mail address; opens none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        utilisateur = _compte_de(sociallogin)
        if utilisateur is not None:
            sociallogin.connect(request, utilisateur)


def _compte_de(sociallogin: SocialLogin) -> Utilisateur | None:
    revendications = sociallogin.account.extra_data
    revendications = revendications.get("userinfo") or revendications
    email = str(revendications.get("email") or "").strip().lower()
    verifiee = settings.OIDC_COURRIEL_FIABLE or revendications.get("email_verified") is True
    if not email or not verifiee:
        return None
    return Utilisateur.objects.filter(email=email, is_active=True).first()
