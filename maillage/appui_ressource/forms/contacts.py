"""The filters of the list of partners in contact or never."""

from __future__ import annotations

from django import forms

from maillage.appui_ressource.selectors.ecoles import DEJA_EN_CONTACT, JAMAIS_EN_CONTACT

TOUS = "tous"


class FiltresContactsForm(forms.Form):
    """Filters as words in the address."""

    recherche = forms.CharField(label="Nom ou commune", required=False, max_length=80)
    contact = forms.ChoiceField(
        label="Contact",
        required=False,
        choices=[("", "Tous"), (JAMAIS_EN_CONTACT, "Jamais en contact"), (DEJA_EN_CONTACT, "Déjà en contact")],
    )
    partenaires = forms.ChoiceField(
        label="Qui", required=False, choices=[("", "Écoles, collèges, lycées"), (TOUS, "Tous les partenaires")]
    )
