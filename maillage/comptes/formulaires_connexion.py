"""The forms of the sign-in library with our words, and a label instead of words inside the field."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as compte
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms

from maillage.comptes.domain.code import SANS_ADRESSE
from maillage.comptes.tentatives import adresse_de_connexion

LIBELLES = {
    "login": "Adresse électronique",
    "email": "Adresse électronique",
    "password": "Mot de passe",
    "oldpassword": "Mot de passe actuel",
    "password1": "Nouveau mot de passe",
    "password2": "Le même, une seconde fois",
    "code": "Code",
}


class AvecNosMots:
    """Relabels the fields; the rules of passwords, said by the page, are not repeated under the field."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for nom, champ in self.fields.items():
            champ.widget.attrs.pop("placeholder", None)
            champ.label = LIBELLES.get(nom, champ.label)
            champ.help_text = ""


class ConnexionForm(AvecNosMots, compte.LoginForm):
    """Sign in, with an e-mail address or, without mailbox, with the name that came with the code."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        saisie = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
        self.fields["login"] = forms.CharField(label="Adresse électronique ou nom de connexion", widget=saisie)

    def clean_login(self) -> str:
        return adresse_de_connexion(self.cleaned_data["login"])


class OubliForm(AvecNosMots, compte.ResetPasswordForm):
    """Ask for a link; none leaves for who has no mailbox, and the answer is the same."""

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if email.endswith(f"@{SANS_ADRESSE}"):
            self.users: list[Any] = []
        return email


class LienForm(AvecNosMots, compte.ResetPasswordKeyForm):
    """Choose a password from a link."""


class ChangementForm(AvecNosMots, compte.ChangePasswordForm):
    """Change a password."""


class ChoixForm(AvecNosMots, compte.SetPasswordForm):
    """Choose a first password."""


class ConfirmationForm(AvecNosMots, compte.ReauthenticateForm):
    """Give the password again."""


class CodeForm(AvecNosMots, mfa.AuthenticateForm):
    """Give a code at sign-in."""


class ConfirmationCodeForm(AvecNosMots, mfa.ReauthenticateForm):
    """Give a code again."""


class ActivationForm(AvecNosMots, totp.ActivateTOTPForm):
    """Join an application of codes."""
