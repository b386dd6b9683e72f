"""Filters as words in the address; a word that no filter knows is ignored."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.enquetes.selectors.enquetes import ETATS, FiltresEnquetes
from maillage.enquetes.selectors.invitations import LIBELLES_ENVOI, FiltresInvitations


class _Filtres(forms.Form):
    """Reads with tolerance."""

    recherche = forms.CharField(label="Rechercher", required=False, max_length=100)

    def lus(self) -> dict[str, Any]:
        """Return the filters that make sense, the empty ones left out."""
        self.is_valid()
        lus = self.cleaned_data if self.is_bound else {}
        return {nom: valeur for nom, valeur in lus.items() if valeur}

    def tri(self, defaut: str) -> str:
        return str(self.data.get("tri", "") or defaut)


class FiltresEnquetesForm(_Filtres):
    """State and words."""

    etat = forms.ChoiceField(label="État", required=False, choices=[("", "Toutes, sauf archivées"), *ETATS.items()])
    field_order = ("etat", "recherche")

    def filtres(self) -> FiltresEnquetes:
        return FiltresEnquetes(**self.lus(), tri=self.tri("-creation"))


class FiltresInvitationsForm(_Filtres):
    """State of the mail and address."""

    envoi = forms.ChoiceField(label="Courriel", required=False, choices=[("", "Tous"), *LIBELLES_ENVOI.items()])
    field_order = ("envoi", "recherche")

    def filtres(self) -> FiltresInvitations:
        return FiltresInvitations(**self.lus(), tri=self.tri("adresse"))


class RechercheForm(_Filtres):
    """Words alone."""
