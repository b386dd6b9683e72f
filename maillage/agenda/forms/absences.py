"""Handling an absence, and who is called."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.agenda.models import ContactAppel, Justificatif
from maillage.agenda.selectors.motifs import lire_motif, motifs_proposes
from maillage.agenda.services import SaisieContact, Traitement

CHIFFRES_MIN = 6


class TraitementForm(forms.Form):
    """Reason, proof, call: one gesture."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    motif = forms.ChoiceField(label="Motif")
    justificatif = forms.ChoiceField(
        label="Justificatif", choices=[("", "Non précisé"), *Justificatif.choices], required=False
    )
    rappel = forms.BooleanField(label="La famille a été rappelée", required=False)

    def __init__(self, *args: Any, dispositif_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.dispositif_id = dispositif_id
        self.fields["motif"].choices = motifs_proposes(dispositif_id)  # type: ignore[attr-defined]

    def traitement(self) -> Traitement:
        lus = self.cleaned_data
        motif, local = lire_motif(self.dispositif_id, lus["motif"])
        return Traitement(motif, local, justificatif=lus["justificatif"], rappel_fait=lus["rappel"])


class ContactForm(forms.Form):
    """Someone to call about a young person."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    nom = forms.CharField(label="Nom", max_length=80)
    qualite = forms.CharField(
        label="Qui est-ce", max_length=60, required=False, help_text="Mère, père, foyer, référente ASE…"
    )
    telephone = forms.CharField(
        label="Téléphone", max_length=20, widget=forms.TextInput({"type": "tel", "autocomplete": "off"})
    )
    rang = forms.IntegerField(label="Ordre d'appel", min_value=1, max_value=9, initial=1)

    def __init__(self, *args: Any, contact: ContactAppel | None = None, **options: Any) -> None:
        if contact is not None:
            champs = ("version", "nom", "qualite", "telephone", "rang")
            options["initial"] = {nom: getattr(contact, nom) for nom in champs}
        super().__init__(*args, **options)

    def clean_telephone(self) -> str:
        telephone = str(self.cleaned_data["telephone"])
        if sum(signe.isdigit() for signe in telephone) < CHIFFRES_MIN or set(telephone) - set("0123456789 +().-"):
            raise forms.ValidationError("Écrivez un numéro de téléphone, comme 05 00 00 00 00.")
        return telephone

    def saisie(self) -> SaisieContact:
        lus = self.cleaned_data
        return SaisieContact(nom=lus["nom"], qualite=lus["qualite"], telephone=lus["telephone"], rang=lus["rang"])
