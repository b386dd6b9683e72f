"""The rights matrix of every address: the rows of each context, and those of the sign-in library."""

from __future__ import annotations

from maillage.activite.permissions import DROITS_URLS as ACTIVITE
from maillage.agenda.permissions import DROITS_URLS as AGENDA
from maillage.comptes.permissions import DROITS_URLS as COMPTES
from maillage.parcours.permissions import DROITS_URLS as PARCOURS
from maillage.portail.permissions import DROITS_URLS as PORTAIL
from maillage.socle.droits import OUVERT, TOUT_COMPTE, Droit
from maillage.socle.permissions import DROITS_URLS as SOCLE
from maillage.structures.permissions import DROITS_URLS as STRUCTURES
from maillage.territoire.permissions import DROITS_URLS as TERRITOIRE

CONNEXION_OUVERTE = (
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
)
CONNEXION_COMPTE = (
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_email",
    "account_confirm_email",
    "account_email_verification_sent",
    "socialaccount_connections",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
)

DROITS: dict[str, Droit] = {
    **dict.fromkeys(CONNEXION_OUVERTE, OUVERT),
    **dict.fromkeys(CONNEXION_COMPTE, TOUT_COMPTE),
    **SOCLE,
    **TERRITOIRE,
    **STRUCTURES,
    **PARCOURS,
    **AGENDA,
    **ACTIVITE,
    **COMPTES,
    **PORTAIL,
}
