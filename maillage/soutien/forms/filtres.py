"""Filters as words in the address; a word that no filter knows is ignored."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from maillage.socle.acteur import Acteur
from maillage.socle.formulaires import ChampJour
from maillage.soutien import referentiels, selectors
from maillage.soutien.domain.vocabulaire import LIBELLES_DEMANDE, LIBELLES_RECOMMANDATION, LIBELLES_VISITE
from maillage.soutien.forms.actes import ANNEES
from maillage.soutien.permissions import conduit
from maillage.soutien.selectors.demandes import OUVERTES, SANS_CHARGE
from maillage.territoire.sources import noms_des_departements

Choix = list[tuple[str, str]]


class _Filtres(forms.Form):
    """Reads with tolerance."""

    recherche = forms.CharField(label="Rechercher", required=False, max_length=100)

    def __init__(self, *args: Any, acteur: Acteur, **options: Any) -> None:
        super().__init__(*args, **options)
        self.acteur = acteur
        self.offrir("departement", "Tous", self._departements)
        self.offrir("dispositif", "Tous", lambda: selectors.choix_dispositifs(acteur))

    def offrir(self, champ: str, tous: str, lire: Any) -> None:
        """Fill the choices of a field; a single one is no filter."""
        if champ not in self.fields:
            return
        choix = lire()
        if len(choix) < 2:
            del self.fields[champ]
            return
        self.fields[champ].choices = [("", tous), *choix]  # type: ignore[attr-defined]

    def _departements(self) -> Choix:
        noms = noms_des_departements()
        return [
            (code, f"{noms.get(code, code)} ({code})") for code in selectors.departements_des_dispositifs(self.acteur)
        ]

    def lus(self) -> dict[str, Any]:
        """Return the filters that make sense, the empty ones left out."""
        self.is_valid()
        lus = self.cleaned_data if self.is_bound else {}
        return {nom: valeur for nom, valeur in lus.items() if valeur}

    @property
    def tri(self) -> str:
        return str(self.data.get("tri", ""))


def _choix(tous: str, libelles: Any, *premiers: tuple[str, str]) -> Choix:
    return [("", tous), *premiers, *((code.value, libelle) for code, libelle in libelles.items())]


class FiltresDemandesForm(_Filtres):
    """State, kind, place, person in charge, words."""

    etat = forms.ChoiceField(
        label="État", required=False, choices=_choix("Tous", LIBELLES_DEMANDE, (OUVERTES, "Ouvertes"))
    )
    genre = forms.ChoiceField(
        label="Action", required=False, choices=lambda: [("", "Toutes"), *referentiels.choix_genres()]
    )
    departement = forms.ChoiceField(label="Département", required=False, choices=[])
    dispositif = forms.ChoiceField(label="Dispositif", required=False, choices=[])
    charge = forms.ChoiceField(label="En charge", required=False, choices=[])
    field_order = ("etat", "genre", "departement", "dispositif", "charge", "recherche")

    def __init__(self, *args: Any, acteur: Acteur, **options: Any) -> None:
        super().__init__(*args, acteur=acteur, **options)
        if not conduit(acteur):
            del self.fields["charge"]
            return
        membres = [(str(cle), nom) for cle, nom in selectors.membres_de_la_mission(timezone.localdate())]
        self.fields["charge"].choices = [("", "Tous"), (SANS_CHARGE, "Personne"), *membres]  # type: ignore[attr-defined]

    def filtres(self) -> selectors.FiltresDemandes:
        return selectors.FiltresDemandes(**self.lus(), tri=self.tri)


class _FiltresSuites(_Filtres):
    departement = forms.ChoiceField(label="Département", required=False, choices=[])
    dispositif = forms.ChoiceField(label="Dispositif", required=False, choices=[])
    du = ChampJour("Du", annees=ANNEES, required=False)
    au = ChampJour("Au", annees=ANNEES, required=False)

    def filtres(self) -> selectors.FiltresSuites:
        return selectors.FiltresSuites(**self.lus(), tri=self.tri)


class FiltresVisitesForm(_FiltresSuites):
    """State, kind, place, days, words."""

    etat = forms.ChoiceField(label="État", required=False, choices=_choix("Tous", LIBELLES_VISITE))
    genre = forms.ChoiceField(
        label="Action", required=False, choices=lambda: [("", "Toutes"), *referentiels.choix_genres()]
    )
    field_order = ("etat", "genre", "departement", "dispositif", "du", "au", "recherche")


class FiltresRecommandationsForm(_FiltresSuites):
    """State, place, days, words."""

    etat = forms.ChoiceField(
        label="État", required=False, choices=_choix("Tous", LIBELLES_RECOMMANDATION, (OUVERTES, "Ouvertes"))
    )
    field_order = ("etat", "departement", "dispositif", "du", "au", "recherche")


class FiltresSituationsForm(_FiltresSuites):
    """Place, days, words."""

    field_order = ("departement", "dispositif", "du", "au", "recherche")


class FiltresHistoriquesForm(_Filtres):
    """Département, words."""

    departement = forms.ChoiceField(label="Département", required=False, choices=[])
    field_order = ("departement", "recherche")

    def filtres(self) -> selectors.FiltresHistoriques:
        return selectors.FiltresHistoriques(**self.lus(), tri=self.tri or "nom")


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
