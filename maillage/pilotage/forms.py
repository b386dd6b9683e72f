"""Filters of the returns received, and choices of a restitution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from maillage.activite.domain.catalogue.regles import CONCEPTION, PARTIEL, RECONSTITUE, SOURCE
from maillage.activite.regles import JEUX, charger_jeu
from maillage.pilotage.domain.publics import REGLES_PAR_DEFAUT, SEUILS, Public
from maillage.pilotage.models import PUBLICS
from maillage.pilotage.selectors import ETATS, TRIS, Choix, FiltresRetours
from maillage.socle.domain.typographie import ecrire_trimestre
from maillage.socle.vocabulaire import TypeDispositif

STATUTS = (SOURCE, PARTIEL, RECONSTITUE, CONCEPTION)
TOUS = [("", "Tous")]
SEUIL_MAX = 999_999


class FiltresRetoursForm(forms.Form):
    """A word that no filter knows is ignored: an old address still opens."""

    periode = forms.ChoiceField(label="Période", required=False)
    nom = forms.CharField(label="Nom contient", required=False, max_length=80)
    etat = forms.ChoiceField(label="État", choices=[*TOUS, *ETATS.items()], required=False)
    type = forms.ChoiceField(label="Type", choices=[*TOUS, *((t, t) for t in TypeDispositif.values)], required=False)
    departement = forms.ChoiceField(label="Département", required=False)
    tri = forms.ChoiceField(
        choices=[(sens + tri, tri) for tri in TRIS for sens in ("", "-")], required=False, widget=forms.HiddenInput
    )

    def __init__(self, donnees: Mapping[str, Any], *, periodes: Iterable[str], departements: Iterable[str]) -> None:
        self.periodes = list(periodes)
        super().__init__({"periode": self.periodes[0], **{nom: donnees[nom] for nom in donnees}})
        champs: dict[str, Any] = self.fields
        champs["periode"].choices = [(periode, ecrire_trimestre(periode)) for periode in self.periodes]
        champs["departement"].choices = [*TOUS, *((code, code) for code in departements)]

    def filtres(self) -> FiltresRetours:
        """Return what is understood of the filters."""
        self.is_valid()
        lus = self.cleaned_data
        noms = ("nom", "etat", "type", "departement")
        return FiltresRetours(**{nom: lus.get(nom, "") for nom in noms}, tri=lus.get("tri") or "nom")


class RestitutionForm(forms.Form):
    """Period, rule-set, public, and a threshold that is never below the default of the public (R42)."""

    periode = forms.ChoiceField(label="Période")
    regles = forms.ChoiceField(label="Jeu de règles")
    public = forms.ChoiceField(label="Public", choices=PUBLICS)
    seuil = forms.IntegerField(
        label="Seuil",
        required=False,
        min_value=1,
        max_value=SEUIL_MAX,
        widget=forms.NumberInput(attrs={"placeholder": "celui du public"}),
    )

    def __init__(self, donnees: Mapping[str, Any], *, periodes: Iterable[str]) -> None:
        self.periodes = list(periodes)
        defauts = {"periode": self.periodes[0], "regles": REGLES_PAR_DEFAUT, "public": Public.RESTREINT.value}
        super().__init__({**defauts, **{nom: donnees[nom] for nom in donnees}})
        champs: dict[str, Any] = self.fields
        champs["periode"].choices = [(periode, ecrire_trimestre(periode)) for periode in self.periodes]
        champs["regles"].choices = [(jeu, charger_jeu(jeu).libelle) for jeu in JEUX]

    def clean(self) -> dict[str, Any]:
        lus = super().clean() or {}
        seuil, public = lus.get("seuil"), lus.get("public")
        if public and seuil is not None and seuil < SEUILS[Public(public)]:
            self.add_error(
                "seuil",
                f"Le seuil de ce public est {SEUILS[Public(public)]} : il peut être relevé, jamais abaissé.",
            )
        return lus

    def choix(self) -> Choix:
        """Return what is asked, a default in place of each wrong answer."""
        self.is_valid()
        lus = self.cleaned_data
        public = Public(lus.get("public") or Public.RESTREINT)
        return Choix(
            periode=lus.get("periode") or self.periodes[0],
            regles=lus.get("regles") or REGLES_PAR_DEFAUT,
            public=public,
            seuil=lus.get("seuil") or SEUILS[public],
        )


class FiltresIndicateursForm(forms.Form):
    """Filters of the catalogue of indicators; a word that no filter knows is ignored."""

    mots = forms.CharField(label="Contient", required=False, max_length=80)
    famille = forms.ChoiceField(label="Famille", required=False)
    statut = forms.ChoiceField(label="Statut de la règle", choices=[*TOUS, *((s, s) for s in STATUTS)], required=False)

    def __init__(self, donnees: Mapping[str, Any], *, familles: Iterable[str]) -> None:
        super().__init__(donnees)
        champs: dict[str, Any] = self.fields
        champs["famille"].choices = [("", "Toutes"), *((famille, famille) for famille in familles)]

    def filtres(self) -> dict[str, str]:
        """Return what is understood of the filters."""
        self.is_valid()
        return {nom: self.cleaned_data.get(nom, "") for nom in ("mots", "famille", "statut")}


class BordForm(forms.Form):
    """Quarter of a dashboard, and type of dispositif where several are put together; a wrong word is the default."""

    periode = forms.ChoiceField(label="Trimestre", required=False)
    type = forms.ChoiceField(label="Type de dispositif", required=False)

    def __init__(self, donnees: Mapping[str, Any], *, periodes: Iterable[str], types: Iterable[str] = ()) -> None:
        self.periodes = list(periodes)
        super().__init__({"periode": self.periodes[0], **{nom: donnees[nom] for nom in donnees}})
        champs: dict[str, Any] = self.fields
        champs["periode"].choices = [(periode, ecrire_trimestre(periode)) for periode in self.periodes]
        champs["type"].choices = [*TOUS, *((type_, type_) for type_ in types)]
        if not types:
            del self.fields["type"]

    def choix(self) -> tuple[str, str]:
        """Return the quarter and the type (empty: all)."""
        self.is_valid()
        return self.cleaned_data.get("periode") or self.periodes[0], self.cleaned_data.get("type") or ""
