"""Forms of codes: type it, then make an account or join one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from maillage.comptes.domain.code import SANS_ADRESSE
from maillage.comptes.services import CompteVoulu


class CodeRecuForm(forms.Form):
    """The code, as it is printed."""

    code = forms.CharField(
        label="Mon code",
        max_length=40,
        help_text="12 lettres et chiffres. Par exemple : K7P4-93XM-TT2H.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class PhraseForm(forms.Form):
    """A password, or a sentence."""

    mot_de_passe = forms.CharField(
        label="Ma phrase secrète",
        strip=False,
        help_text="12 lettres ou plus. Une phrase est facile à retenir. Par exemple : mon chat dort au soleil.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_mot_de_passe(self) -> str:
        secret: str = self.cleaned_data["mot_de_passe"]
        validate_password(secret)
        return secret

    def voulu(self) -> CompteVoulu:
        """Return the arguments of `services.entrer_avec_code`."""
        donnees = self.cleaned_data
        return CompteVoulu(mot_de_passe=donnees["mot_de_passe"], email=donnees.get("email", ""))


class CompteForm(PhraseForm):
    """An address, or a name made by the product, and a sentence."""

    moyen = forms.ChoiceField(
        label="Comment je vais me connecter",
        choices=[
            ("adresse", "J'ai une adresse électronique"),
            ("nom", "Je n'ai pas d'adresse : je reçois un nom de connexion"),
        ],
        initial="adresse",
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label="Mon adresse électronique",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ["moyen", "email", "mot_de_passe"]

    def clean(self) -> dict[str, Any]:
        donnees: dict[str, Any] = super().clean() or {}
        if donnees.get("moyen") == "nom":
            donnees["email"] = ""
        elif not donnees.get("email") and "email" not in self.errors:
            self.add_error("email", "Écrivez votre adresse, ou choisissez un nom de connexion.")
        elif donnees.get("email", "").lower().endswith(f"@{SANS_ADRESSE}"):
            self.add_error("email", ValidationError("Cette adresse n'existe pas."))
        return donnees
