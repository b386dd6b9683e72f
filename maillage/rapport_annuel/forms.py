"""The form of a heading."""

from __future__ import annotations

from django import forms

LONGUEUR = 20_000


class RubriqueForm(forms.Form):
    """`version`: that of the text which was read before writing."""

    texte = forms.CharField(
        label="Texte", required=False, max_length=LONGUEUR, widget=forms.Textarea(attrs={"rows": 14})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
