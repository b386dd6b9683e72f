"""The sets of feelings of a dispositif: each kept or not, its words and pictures, a few empty lines to add some."""

from __future__ import annotations

from django import forms

from maillage.carte_de_vie.domain.ressentis import MOTS_MAX, JeuRessentis, RessentiPropose
from maillage.carte_de_vie.forms.champs import Donnees
from maillage.carte_de_vie.images import images_des_ressentis

VIDES = 2
"""Lines left to add a feeling."""


class JeuxForm(forms.Form):
    """Every set at once; `version` is what was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, donnees: Donnees, *, jeux: tuple[JeuRessentis, ...], version: int) -> None:
        super().__init__(donnees, initial={"version": version})
        self.jeux = jeux
        for jeu in jeux:
            self._ajouter(jeu)

    def _ajouter(self, jeu: JeuRessentis) -> None:
        self.fields[f"{jeu.code}-propose"] = forms.BooleanField(
            label=f"Proposer : {jeu.libelle.lower()}", required=False, initial=jeu.propose
        )
        images = [("", "Sans image"), *images_des_ressentis().items()]
        for rang in range(self._lignes(jeu)):
            un = jeu.ressentis[rang] if rang < len(jeu.ressentis) else RessentiPropose("")
            self.fields[f"{jeu.code}-{rang}-mot"] = forms.CharField(
                label=f"Mot {rang + 1}", required=False, max_length=40, initial=un.mot
            )
            self.fields[f"{jeu.code}-{rang}-image"] = forms.ChoiceField(
                label=f"Image {rang + 1}", required=False, choices=images, initial=un.image
            )

    def _lignes(self, jeu: JeuRessentis) -> int:
        return min(len(jeu.ressentis) + VIDES, MOTS_MAX)

    def groupes(self) -> list[tuple[JeuRessentis, forms.BoundField, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Return each set, its box, and its (word, picture)."""
        return [
            (
                jeu,
                self[f"{jeu.code}-propose"],
                [
                    (self[f"{jeu.code}-{rang}-mot"], self[f"{jeu.code}-{rang}-image"])
                    for rang in range(self._lignes(jeu))
                ],
            )
            for jeu in self.jeux
        ]

    def jeux_dits(self) -> tuple[JeuRessentis, ...]:
        """Return the sets as written; a line without a word is taken out."""
        v = self.cleaned_data
        return tuple(
            JeuRessentis(
                jeu.code,
                jeu.libelle,
                tuple(
                    RessentiPropose(mot, v[f"{jeu.code}-{rang}-image"])
                    for rang in range(self._lignes(jeu))
                    if (mot := v[f"{jeu.code}-{rang}-mot"].strip())
                ),
                v[f"{jeu.code}-propose"],
            )
            for jeu in self.jeux
        )
