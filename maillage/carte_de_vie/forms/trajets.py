"""A journey from a place to another."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils import timezone

from maillage.carte_de_vie.domain.carte import Lieu
from maillage.carte_de_vie.domain.ressentis import JeuRessentis
from maillage.carte_de_vie.domain.vocabulaire import LIBELLES_MOYENS
from maillage.carte_de_vie.forms.champs import Donnees, RessentiMixin
from maillage.carte_de_vie.services import SaisieTrajet
from maillage.socle.formulaires import ChampJour


class TrajetForm(RessentiMixin):
    """From where to where, how, with whom, how it feels."""

    de = forms.ChoiceField(label="De")
    vers = forms.ChoiceField(label="Vers")
    moyen = forms.ChoiceField(
        label="Comment",
        choices=[(un.value, mot.capitalize()) for un, mot in LIBELLES_MOYENS.items()],
        widget=forms.RadioSelect,
    )
    avec = forms.CharField(
        label="Avec qui", required=False, max_length=300, help_text="Plusieurs noms : une virgule entre."
    )

    def __init__(self, donnees: Donnees, *, lieux: Iterable[Lieu], moi: bool, jeux: tuple[JeuRessentis, ...]) -> None:
        super().__init__(donnees)
        choix = [(lieu.cle, lieu.nom) for lieu in lieux]
        self.fields["de"].choices = choix  # type: ignore[attr-defined]
        self.fields["vers"].choices = choix  # type: ignore[attr-defined]
        self.ajouter_ressenti(jeux)
        self.fields["depuis"] = ChampJour("Depuis quand", initial=timezone.localdate)
        if moi:
            self.fields["secret"] = forms.BooleanField(
                label="Je garde ce trajet secret",
                required=False,
                help_text="Un trajet qui touche un lieu secret est toujours secret.",
            )

    def saisie(self) -> SaisieTrajet:
        v = self.cleaned_data
        mot, image = self.ressenti_dit()
        return SaisieTrajet(v["de"], v["vers"], v["moyen"], v["avec"], mot, image, v.get("secret", False), v["depuis"])
