"""What several forms ask: how it feels, who sees."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms

from maillage.carte_de_vie.domain.carte import LONGUEUR_DESSIN, Partage
from maillage.carte_de_vie.domain.ressentis import JeuRessentis, RessentiPropose

Donnees = Mapping[str, Any] | None


class RessentiMixin(forms.Form):
    """A feeling chosen among pictures, or said in one's own word: the word wins, the picture stays."""

    jeux: tuple[JeuRessentis, ...] = ()

    def ajouter_ressenti(self, jeux: tuple[JeuRessentis, ...]) -> None:
        """Add both fields; the page draws the pictures."""
        self.jeux = jeux
        self.proposes = {f"{jeu.code}:{rang}": un for jeu in jeux for rang, un in enumerate(jeu.ressentis)}
        self.fields["ressenti"] = forms.ChoiceField(
            label="Une image",
            required=False,
            choices=[("", "Rien"), *((code, un.mot) for code, un in self.proposes.items())],
            widget=forms.RadioSelect,
        )
        self.fields["mot"] = forms.CharField(label="Ou un mot", required=False, max_length=40)

    def series(self) -> list[tuple[str, list[tuple[str, RessentiPropose, bool]]]]:
        """Return each set with its (value, feeling, chosen)."""
        choisi = self["ressenti"].value() or ""
        return [
            (
                jeu.libelle,
                [(f"{jeu.code}:{rang}", un, choisi == f"{jeu.code}:{rang}") for rang, un in enumerate(jeu.ressentis)],
            )
            for jeu in self.jeux
        ]

    def ressenti_dit(self) -> tuple[str, str]:
        """Return the word and the picture."""
        choisi = self.proposes.get(self.cleaned_data.get("ressenti", ""))
        mot = self.cleaned_data.get("mot", "").strip() or (choisi.mot if choisi else "")
        return mot, choisi.image if choisi else ""


def champ_dessin() -> forms.CharField:
    """What was drawn by hand, as moves and lines."""
    return forms.CharField(required=False, max_length=LONGUEUR_DESSIN, widget=forms.HiddenInput)


def champs_de_partage(partenaires: Collection[tuple[int, str]], *, moi: bool) -> dict[str, forms.Field]:
    """Return the boxes « who sees »; the young person ticks the team too, a professional is the team."""
    champs: dict[str, forms.Field] = {}
    if moi:
        champs["equipe"] = forms.BooleanField(label="Mon équipe", required=False)
    champs["famille"] = forms.BooleanField(label="Ma famille" if moi else "Sa famille", required=False)
    if partenaires:
        champs["partenaires"] = forms.TypedMultipleChoiceField(
            label="Un partenaire",
            required=False,
            coerce=int,
            choices=list(partenaires),
            widget=forms.CheckboxSelectMultiple,
            help_text="Il reçoit le nom du lieu, son image et le ressenti ; ni les personnes, ni la note, ni le dessin.",
        )
    return champs


def partage_dit(dits: Mapping[str, Any], *, moi: bool) -> Partage:
    """Return who sees, as ticked."""
    return Partage(
        equipe=bool(dits.get("equipe")) if moi else True,
        famille=bool(dits.get("famille")),
        partenaires=frozenset(dits.get("partenaires") or ()),
    )
