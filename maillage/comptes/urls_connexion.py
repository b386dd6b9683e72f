"""Addresses of the sign-in library that we open, in French; sign-up and e-mail management are not among them."""

from allauth.account import views as compte
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as fournisseurs
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path, re_path

urlpatterns = [
    path("connexion/", compte.login, name="account_login"),
    path("deconnexion/", compte.logout, name="account_logout"),
    path("ferme/", compte.account_inactive, name="account_inactive"),
    path("confirmer/", compte.reauthenticate, name="account_reauthenticate"),
    path("mot-de-passe/", compte.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", compte.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", compte.password_reset, name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", compte.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mot-de-passe/lien/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        compte.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("mot-de-passe/change/", compte.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("second-facteur/", mfa.index, name="mfa_index"),
    path("second-facteur/code/", mfa.authenticate, name="mfa_authenticate"),
    path("second-facteur/confirmer/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-facteur/activer/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-facteur/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-facteur/codes-de-secours/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-facteur/codes-de-secours/refaire/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "second-facteur/codes-de-secours/telecharger/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("fournisseurs/", fournisseurs.connections, name="socialaccount_connections"),
    path("fournisseurs/annule/", fournisseurs.login_cancelled, name="socialaccount_login_cancelled"),
    path("fournisseurs/echec/", fournisseurs.login_error, name="socialaccount_login_error"),
    path("oidc/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/retour/", oidc.callback, name="openid_connect_callback"),
]
