"""Filters as words in the address; a word that no filter knows is ignored."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from maillage.formations import referentiels, selectors
from maillage.formations.domain.vocabulaire import LIBELLES_BESOIN, LIBELLES_PRIORITE
from maillage.formations.forms.actes import ANNEES
from maillage.formations.permissions import conduit
from maillage.formations.selectors.catalogue import RETIREES
from maillage.rencontres.domain.etats import LIBELLES_ETAT
from maillage.socle.acteur import Acteur
from maillage.socle.formulaires import ChampJour
from maillage.structures.selectors.metiers import metiers
from maillage.territoire.sources import noms_des_departements

Choix = list[tuple[str, str]]


class _Filtres(forms.Form):
    """Reads with tolerance."""

    recherche = forms.CharField(label="Rechercher", required=False, max_length=100)

    def __init__(self, *args: Any, acteur: Acteur, **options: Any) -> None:
        super().__init__(*args, **options)
        self.acteur = acteur

    def lus(self) -> dict[str, Any]:
        """Return the filters that make sense, the empty ones left out."""
        self.is_valid()
        lus = self.cleaned_data if self.is_bound else {}
        return {nom: valeur for nom, valeur in lus.items() if valeur}

    @property
    def tri(self) -> str:
        return str(self.data.get("tri", ""))


def _thematiques() -> Choix:
    return [("", "Toutes"), *referentiels.choix_thematiques()]


class FiltresFormationsForm(_Filtres):
    """Theme, offered or not, words."""

    thematique = forms.ChoiceField(label="Thématique", required=False, choices=_thematiques)
    etat = forms.ChoiceField(label="Catalogue", required=False, choices=[("", "Offertes"), (RETIREES, "Retirées")])
    field_order = ("thematique", "etat", "recherche")

    def filtres(self) -> selectors.FiltresFormations:
        return selectors.FiltresFormations(**self.lus(), tri=self.tri)


class FiltresFormateursForm(_Filtres):
    """On the list or off it, words."""

    retires = forms.BooleanField(label="Montrer les personnes retirées", required=False)
    field_order = ("recherche", "retires")


class FiltresBesoinsForm(_Filtres):
    """State, theme, profession, priority, département, words."""

    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "Tous"), *((c.value, m) for c, m in LIBELLES_BESOIN.items())]
    )
    thematique = forms.ChoiceField(label="Thématique", required=False, choices=_thematiques)
    metier = forms.ChoiceField(label="Métier", required=False, choices=lambda: [("", "Tous"), *metiers()])
    priorite = forms.ChoiceField(
        label="Priorité",
        required=False,
        choices=[("", "Toutes"), *((c.value, m) for c, m in LIBELLES_PRIORITE.items())],
    )
    departement = forms.ChoiceField(label="Département", required=False, choices=[])
    field_order = ("etat", "thematique", "metier", "priorite", "departement", "recherche")

    def __init__(self, *args: Any, acteur: Acteur, **options: Any) -> None:
        super().__init__(*args, acteur=acteur, **options)
        codes = selectors.departements_des_besoins(acteur) if conduit(acteur) else []
        if len(codes) < 2:
            del self.fields["departement"]
            return
        noms = noms_des_departements()
        choix = [("", "Tous"), *((code, f"{noms.get(code, code)} ({code})") for code in codes)]
        self.fields["departement"].choices = choix  # type: ignore[attr-defined]

    def filtres(self) -> selectors.FiltresBesoins:
        return selectors.FiltresBesoins(**self.lus(), tri=self.tri)


class FiltresSessionsForm(_Filtres):
    """Training, theme, state, days, words."""

    formation = forms.ChoiceField(label="Formation", required=False, choices=[])
    thematique = forms.ChoiceField(label="Thématique", required=False, choices=_thematiques)
    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "Tous"), *((c.value, m) for c, m in LIBELLES_ETAT.items())]
    )
    du = ChampJour("Du", annees=ANNEES, required=False)
    au = ChampJour("Au", annees=ANNEES, required=False)
    field_order = ("formation", "thematique", "etat", "du", "au", "recherche")

    def __init__(self, *args: Any, acteur: Acteur, **options: Any) -> None:
        super().__init__(*args, acteur=acteur, **options)
        self.fields["formation"].choices = [("", "Toutes"), *selectors.formations_offertes()]  # type: ignore[attr-defined]

    def filtres(self) -> selectors.FiltresSessions:
        return selectors.FiltresSessions(**self.lus(), tri=self.tri)


class PeriodeForm(forms.Form):
    """The days of the figures; the civil year by default."""

    debut = ChampJour("Du", annees=ANNEES, required=False)
    fin = ChampJour("Au", annees=ANNEES, required=False)

    def periode(self) -> tuple[dt.date, dt.date]:
        """Return the two days, in order."""
        aujourd_hui = timezone.localdate()
        self.is_valid()
        lus = self.cleaned_data if self.is_bound else {}
        debut = lus.get("debut") or dt.date(aujourd_hui.year, 1, 1)
        fin = lus.get("fin") or aujourd_hui
        return min(debut, fin), max(debut, fin)
