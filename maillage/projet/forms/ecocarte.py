"""Forms of the eco-map: few questions, in the words of the young person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone

from maillage.projet.domain.ecocarte import (
    AIDES_ANNEAUX,
    LIBELLES_ANNEAUX,
    LIBELLES_FORCES,
    LIBELLES_GENRES,
    LIBELLES_NATURES,
    SensLien,
)
from maillage.projet.models import ElementEcocarte
from maillage.projet.services.ecocarte import SaisieElement, SaisieLien
from maillage.socle.formulaires import ChampJour


def _choix(libelles: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(code), libelle) for code, libelle in libelles.items()]


def choix_des_anneaux() -> list[tuple[str, str]]:
    """Each ring with what it holds, without its learned name."""
    exemples = {anneau: aide.partition(" : ")[2] for anneau, aide in AIDES_ANNEAUX.items()}
    return [(anneau.value, f"{libelle} : {exemples[anneau]}") for anneau, libelle in LIBELLES_ANNEAUX.items()]


class LienForm(forms.Form):
    """How strong, of what nature, who gives to whom. `vers` names the other end."""

    force = forms.ChoiceField(label="Le lien est", choices=_choix(LIBELLES_FORCES), initial="MOYEN")
    nature = forms.ChoiceField(label="C'est un lien", choices=_choix(LIBELLES_NATURES), initial="SOUTIEN")
    sens = forms.ChoiceField(label="Qui apporte à qui", initial="DEUX")

    def __init__(self, donnees: Mapping[str, Any] | None, *, de: str, vers: str, **options: Any) -> None:
        super().__init__(donnees, **options)
        champs: dict[str, Any] = self.fields
        champs["sens"].choices = choix_des_sens(de, vers)

    def saisie_lien(self) -> SaisieLien:
        v = self.cleaned_data
        return SaisieLien(v["force"], v["nature"], v["sens"])


def choix_des_sens(de: str, vers: str) -> list[tuple[str, str]]:
    """Who gives to whom, with both names."""
    return [
        (SensLien.DEUX.value, "Chacun apporte à l'autre"),
        (SensLien.DONNE.value, f"{de} apporte à {vers}"),
        (SensLien.RECOIT.value, f"{vers} apporte à {de}"),
        (SensLien.SANS.value, "Ni l'un ni l'autre, ou on ne sait pas"),
    ]


class AjouterElementForm(LienForm):
    """Someone or something new, with its tie to the young person."""

    nom = forms.CharField(label="Qui ou quoi", max_length=80, help_text="Le nom que le jeune lui donne.")
    genre = forms.ChoiceField(label="C'est", choices=_choix(LIBELLES_GENRES))
    anneau = forms.ChoiceField(label="Sur quel anneau", choices=choix_des_anneaux, widget=forms.RadioSelect)
    depuis = ChampJour("Depuis quand", initial=timezone.localdate)
    note = forms.CharField(label="Note", required=False, max_length=300)
    autre_du_meme_nom = forms.BooleanField(label="C'est quelqu'un d'autre qui porte le même nom", required=False)
    field_order = ("nom", "genre", "anneau", "depuis", "force", "nature", "sens", "note", "autre_du_meme_nom")

    def saisie(self) -> SaisieElement:
        v = self.cleaned_data
        return SaisieElement(v["nom"], v["genre"], v["anneau"], v["note"], v["depuis"], v["autre_du_meme_nom"])


class CorrigerElementForm(forms.Form):
    """A name, a kind or a note to mend."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    nom = forms.CharField(label="Qui ou quoi", max_length=80)
    genre = forms.ChoiceField(label="C'est", choices=_choix(LIBELLES_GENRES))
    note = forms.CharField(label="Note", required=False, max_length=300)


class DeplacerForm(forms.Form):
    """Another ring, since a day."""

    anneau = forms.ChoiceField(label="Sur quel anneau", choices=choix_des_anneaux, widget=forms.RadioSelect)
    le = ChampJour("Depuis quand", initial=timezone.localdate)


class DepuisForm(forms.Form):
    """Since when."""

    le = ChampJour("Depuis quand", initial=timezone.localdate)


class NouerLienForm(LienForm):
    """A tie with another element of the map, or with the young person."""

    autre = forms.ChoiceField(label="Avec")
    depuis = ChampJour("Depuis quand", initial=timezone.localdate)
    field_order = ("autre", "depuis", "force", "nature", "sens")

    def __init__(
        self,
        donnees: Mapping[str, Any] | None,
        *,
        element: ElementEcocarte,
        prenom: str,
        autres: Iterable[ElementEcocarte],
    ) -> None:
        super().__init__(donnees, de=element.nom, vers="l'autre")
        champs: dict[str, Any] = self.fields
        champs["autre"].choices = [("", prenom), *((un.identifiant, un.nom) for un in autres if un.pk != element.pk)]
        champs["autre"].required = False


class ChangerLienForm(LienForm):
    """The same tie, different since a day."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    le = ChampJour("Depuis quand", initial=timezone.localdate)
    field_order = ("version", "le", "force", "nature", "sens")


class JourForm(forms.Form):
    """The day of the map."""

    au = ChampJour("La carte du", required=False)


class DeuxJoursForm(forms.Form):
    """The two days compared."""

    avant = ChampJour("Avant", required=False)
    apres = ChampJour("Après", required=False)
