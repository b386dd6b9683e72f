"""Forms of the diary, of the letters and of the pages of the site."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from maillage.reseau.models import AudienceLettre, EtatLettre, NatureContact
from maillage.reseau.selectors.journal import ETATS, FiltresJournal
from maillage.reseau.selectors.lettres import ROLES_ECRITS
from maillage.socle.formulaires import ChampJour
from maillage.territoire.sources import noms_des_departements

TOUS = ("", "Tous")


def _nommes(departements: Iterable[str]) -> list[tuple[str, str]]:
    noms = noms_des_departements()
    return [(code, f"{noms.get(code, code)} ({code})") for code in departements]


class FiltresJournalForm(forms.Form):
    """Filters of the diary; a word that no filter knows is ignored."""

    q = forms.CharField(label="Contient", required=False, max_length=80)
    departement = forms.ChoiceField(label="Département", required=False)
    etat = forms.ChoiceField(
        label="Rythme", choices=[TOUS, *((mot, etat.value) for mot, etat in ETATS.items())], required=False
    )
    tri = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)

    def __init__(self, *args: Any, departements: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["departement"].choices = [TOUS, *_nommes(departements)]  # type: ignore[attr-defined]

    def filtres(self) -> FiltresJournal:
        self.is_valid()
        lus = self.cleaned_data if self.is_bound else {}
        valeurs = {nom: lus.get(nom, "") for nom in ("q", "departement", "etat")}
        return FiltresJournal(**valeurs, tri=lus.get("tri") or "etat")


class ContactForm(forms.Form):
    """A contact that no other page knows."""

    date = ChampJour("Quand")
    nature = forms.ChoiceField(label="Comment", choices=NatureContact.choices, widget=forms.RadioSelect)
    objet = forms.CharField(
        label="À propos de quoi",
        max_length=200,
        help_text="Le dispositif lit ce que vous écrivez ici. Sans le nom d'aucun jeune.",
    )
    dispositifs = forms.MultipleChoiceField(label="Avec", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, dispositifs: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["dispositifs"].choices = [*dispositifs]  # type: ignore[attr-defined]


class FiltresLettresForm(forms.Form):
    """Filters of the letters."""

    q = forms.CharField(label="Contient", required=False, max_length=80)
    etat = forms.ChoiceField(label="État", choices=[TOUS, *EtatLettre.choices], required=False)
    tri = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)

    def lus(self) -> dict[str, str]:
        self.is_valid()
        lus = self.cleaned_data if self.is_bound else {}
        return {nom: lus.get(nom, "") for nom in ("q", "etat")} | {"tri": lus.get("tri") or "-quand"}


class LettreForm(forms.Form):
    """A letter and its audience."""

    objet = forms.CharField(label="Objet", max_length=150)
    texte = forms.CharField(
        label="Texte",
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="{{ nom }} et {{ lieu }} seront remplacés par le nom de chaque destinataire et par son dispositif.",
    )
    audience = forms.ChoiceField(label="À qui", choices=AudienceLettre.choices, widget=forms.RadioSelect)
    roles = forms.MultipleChoiceField(
        label="Dans les dispositifs, à qui tient ce rôle",
        choices=list(ROLES_ECRITS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    departements = forms.MultipleChoiceField(
        label="Seulement dans ces départements",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ne cochez rien pour tous les départements.",
    )
    rencontre = forms.ChoiceField(label="Inscrits de la rencontre", required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, departements: Iterable[str], rencontres: Iterable[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["departements"].choices = _nommes(departements)  # type: ignore[attr-defined]
        self.fields["rencontre"].choices = [("", "Aucune"), *rencontres]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An audience comes with what chooses it."""
        lus = super().clean() or self.cleaned_data
        if lus.get("audience") == AudienceLettre.DISPOSITIFS and not lus.get("roles"):
            self.add_error("roles", "Cochez au moins un rôle.")
        if lus.get("audience") == AudienceLettre.RENCONTRE and not lus.get("rencontre"):
            self.add_error("rencontre", "Choisissez une rencontre.")
        return lus

    def champs(self) -> dict[str, Any]:
        """Return what the service takes."""
        lus = self.cleaned_data
        criteres = {
            AudienceLettre.DISPOSITIFS: {"roles": lus["roles"], "departements": lus["departements"]},
            AudienceLettre.RENCONTRE: {"rencontre": lus["rencontre"]},
            AudienceLettre.ANNUAIRE: {},
        }[AudienceLettre(lus["audience"])]
        return {**{nom: lus[nom] for nom in ("objet", "texte", "audience")}, "criteres": criteres}


class PageForm(forms.Form):
    """A page of the public site."""

    titre = forms.CharField(label="Titre", max_length=120)
    texte = forms.CharField(
        label="Texte",
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Laissez une ligne vide entre deux paragraphes.",
    )
    numero = forms.IntegerField(required=False, widget=forms.HiddenInput)
