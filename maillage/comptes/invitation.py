"""The link by which someone who was given an account chooses a password."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from maillage.comptes.models import Utilisateur


def peut_etre_invite(compte: Utilisateur) -> bool:
    """Tell whether a link may be shown: only for an open account that never had a password, so that a link never takes one over."""
    return compte.is_active and not compte.demonstration and not compte.has_usable_password()


def lien_d_invitation(compte: Utilisateur) -> str:
    """Return the path of the link, good once and for the time of a password reset."""
    cle = default_token_generator.make_token(compte)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(compte), "key": cle})
