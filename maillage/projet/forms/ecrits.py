"""Forms of the transmissions and of the sentences offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from maillage.projet.models import Adressage
from maillage.projet.services.ecrits_transmissions import TEXTE_MAX, SaisieTransmission
from maillage.socle.formulaires import ChampJour

Choix = list[tuple[str, str]]
PREFIXE_FONCTION, PREFIXE_PERSONNE = "fonction:", "personne:"


class TransmissionForm(forms.Form):
    """One field is enough; the rest files and addresses the note. `jeunes` None: the young person is already known."""

    texte = forms.CharField(
        label="Ce que vous transmettez",
        max_length=TEXTE_MAX,
        widget=forms.Textarea(attrs={"rows": 4, "data-phrase-cible": "", "autocapitalize": "sentences"}),
        help_text="Une phrase suffit. Le micro de votre clavier sait dicter.",
    )
    jeune = forms.ChoiceField(label="À propos de", required=False)
    section = forms.ChoiceField(
        label="Section", required=False, help_text="Qui la lira : les personnes à qui cette section est ouverte."
    )
    pour = forms.ChoiceField(
        label="Pour", required=False, help_text="Qui la verra dans « Pour moi ». Sans personne, elle reste dans le fil."
    )
    prioritaire = forms.BooleanField(label="À lire en priorité", required=False)

    def __init__(
        self,
        donnees: Any,
        *,
        jeunes: Sequence[tuple[str, Choix]] | None,
        sections: Choix,
        fonctions: Choix,
        personnes: Choix,
        **options: Any,
    ) -> None:
        super().__init__(donnees, **options)
        if jeunes is None:
            del self.fields["jeune"]
        else:
            _choisir(self, "jeune", [("", "La vie du service"), *((titre, choix) for titre, choix in jeunes if choix)])
        _choisir(self, "section", sections)
        if len(sections) < 2 and jeunes is None:
            del self.fields["section"]
        _choisir(
            self,
            "pour",
            [
                ("", "Personne en particulier"),
                (Adressage.EQUIPE, "L'équipe"),
                ("Une fonction", [(PREFIXE_FONCTION + code, libelle) for code, libelle in fonctions]),
                ("Une personne", [(PREFIXE_PERSONNE + cle, nom) for cle, nom in personnes]),
            ],
        )

    def saisie(self, jeune: Any) -> SaisieTransmission:
        """What was written, about `jeune`."""
        lues = self.cleaned_data
        adressage, fonction, personne = _adressage(lues["pour"])
        return SaisieTransmission(
            texte=lues["texte"],
            jeune=jeune,
            section=lues.get("section", ""),
            adressage=adressage,
            fonction=fonction,
            destinataire_id=personne,
            prioritaire=lues["prioritaire"],
        )


class CorrectionForm(forms.Form):
    """The new text, why, and the version that was read."""

    texte = forms.CharField(label="Texte corrigé", max_length=TEXTE_MAX, widget=forms.Textarea(attrs={"rows": 5}))
    motif = forms.CharField(
        label="Pourquoi", max_length=200, required=False, help_text="« Erreur d'heure », « prénom mal dicté »."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class MotifForm(forms.Form):
    """Why something is taken back."""

    motif = forms.CharField(label="Motif", max_length=200)


class FiltresTransmissionsForm(forms.Form):
    """Filters of the list; an unknown word is ignored."""

    recherche = forms.CharField(label="Mots", required=False)
    jeune = forms.ChoiceField(label="Jeune", required=False)
    section = forms.ChoiceField(label="Section", required=False)
    debut = ChampJour("Depuis le", required=False)
    fin = ChampJour("Jusqu'au", required=False)
    fil = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, donnees: Any, *, jeunes: Choix, sections: Choix) -> None:
        super().__init__(donnees)
        _choisir(self, "jeune", [("", "Tous"), *jeunes])
        _choisir(self, "section", [("", "Toutes"), *sections])


class PhraseForm(forms.Form):
    """One sentence offered."""

    texte = forms.CharField(
        label="Phrase", max_length=300, strip=False, help_text="« {prenom} » devient le prénom du jeune."
    )
    section = forms.ChoiceField(label="Section")

    def __init__(self, donnees: Any, *, sections: Choix, **options: Any) -> None:
        super().__init__(donnees, **options)
        _choisir(self, "section", sections)


def _choisir(form: forms.Form, nom: str, choix: Sequence[Any]) -> None:
    champ = form.fields[nom]
    assert isinstance(champ, forms.ChoiceField)
    champ.choices = list(choix)


def _adressage(choisi: str) -> tuple[str, str, int | None]:
    """Read « fonction:SOIN », « personne:12 », « EQUIPE » or nothing."""
    if choisi.startswith(PREFIXE_FONCTION):
        return Adressage.FONCTION, choisi.removeprefix(PREFIXE_FONCTION), None
    if choisi.startswith(PREFIXE_PERSONNE):
        return Adressage.PERSONNE, "", int(choisi.removeprefix(PREFIXE_PERSONNE))
    return choisi, "", None
