"""Forms of a place: added, mended, felt, put somewhere, left, drawn, shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils import timezone

from maillage.carte_de_vie.domain.carte import Lieu, Partage
from maillage.carte_de_vie.domain.ressentis import JeuRessentis
from maillage.carte_de_vie.domain.vocabulaire import LIBELLES_GENRES
from maillage.carte_de_vie.forms.champs import Donnees, RessentiMixin, champ_dessin, champs_de_partage, partage_dit
from maillage.carte_de_vie.services import SaisieLieu
from maillage.socle.formulaires import ChampJour

Liens = Mapping[str, str]


def _place(sens: str) -> forms.FloatField:
    return forms.FloatField(
        label=f"{sens}, de 0 à 100",
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput({"step": "any"}),
    )


class LieuForm(forms.Form):
    """What is said of a place."""

    nom = forms.CharField(label="Le nom du lieu", max_length=60, help_text="Le nom qu'on lui donne, comme on veut.")
    genre = forms.ChoiceField(
        label="L'image", choices=[(un.value, mot) for un, mot in LIBELLES_GENRES.items()], widget=forms.RadioSelect
    )
    avec = forms.CharField(
        label="Avec qui",
        required=False,
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        help_text="Une personne par ligne. Les noms restent sur la carte.",
    )
    note = forms.CharField(label="Une phrase de plus", required=False, max_length=300)
    x = _place("De gauche à droite")
    y = _place("De haut en bas")

    def __init__(self, donnees: Donnees, *, objectifs: Liens, elements: Liens, **options: Any) -> None:
        super().__init__(donnees, **options)
        if objectifs:
            self.fields["objectif"] = forms.ChoiceField(
                label="Un objectif du projet", required=False, choices=[("", "Aucun"), *objectifs.items()]
            )
        if elements:
            self.fields["element"] = forms.ChoiceField(
                label="Sur l'éco-carte", required=False, choices=[("", "Rien"), *elements.items()]
            )

    def saisie(self) -> SaisieLieu:
        v = self.cleaned_data
        return SaisieLieu(
            nom=v["nom"],
            genre=v["genre"],
            avec=v["avec"],
            note=v["note"],
            x=v["x"],
            y=v["y"],
            objectif=v.get("objectif", ""),
            element=v.get("element", ""),
            depuis=v.get("depuis"),
            dessin=v.get("dessin", ""),
        )


class AjouterForm(LieuForm, RessentiMixin):
    """A new place. From the young person's own account nothing is ticked: it is secret until they say otherwise."""

    depuis = ChampJour("Depuis quand", initial=timezone.localdate)
    dessin = champ_dessin()

    def __init__(
        self,
        donnees: Donnees,
        *,
        moi: bool,
        jeux: tuple[JeuRessentis, ...],
        partenaires: Collection[tuple[int, str]],
        **options: Any,
    ) -> None:
        super().__init__(donnees, **options)
        self.moi = moi
        self.ajouter_ressenti(jeux)
        self.fields.update(champs_de_partage(partenaires, moi=moi))
        if not moi:
            self.fields["secret"] = forms.BooleanField(label="À garder secret", required=False)

    def partage(self) -> Partage:
        if self.cleaned_data.get("secret"):
            return Partage()
        return partage_dit(self.cleaned_data, moi=self.moi)


class CorrigerForm(LieuForm):
    """What was said of a place, to mend; `version` is what was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RessentiForm(RessentiMixin):
    """How a place feels since a day."""

    le = ChampJour("Depuis quand", initial=timezone.localdate)

    def __init__(self, donnees: Donnees, *, jeux: tuple[JeuRessentis, ...], **options: Any) -> None:
        super().__init__(donnees, **options)
        self.ajouter_ressenti(jeux)
        self.order_fields(["ressenti", "mot", "le"])


class PlaceForm(forms.Form):
    """Where a place stands on the sheet; both empty: nowhere."""

    x = _place("De gauche à droite")
    y = _place("De haut en bas")


class PositionForm(forms.Form):
    """A point of the country."""

    lon = forms.FloatField(min_value=-180, max_value=180)
    lat = forms.FloatField(min_value=-90, max_value=90)


class DepuisForm(forms.Form):
    """Since when."""

    le = ChampJour("Depuis quand", initial=timezone.localdate)


class DessinForm(forms.Form):
    """What was drawn by hand, as moves and lines."""

    dessin = champ_dessin()


class PartageForm(forms.Form):
    """Who sees a place."""

    def __init__(self, donnees: Donnees, *, moi: bool, partenaires: Collection[tuple[int, str]], lieu: Lieu) -> None:
        partage = lieu.partage
        initial = {"equipe": partage.equipe, "famille": partage.famille, "partenaires": sorted(partage.partenaires)}
        super().__init__(donnees, initial=initial)
        self.moi = moi
        self.fields.update(champs_de_partage(partenaires, moi=moi))

    def partage(self) -> Partage:
        return partage_dit(self.cleaned_data, moi=self.moi)
