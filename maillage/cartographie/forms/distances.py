"""Which month, and with which times, the distances lived are read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils import timezone

from maillage.cartographie.services import fournisseurs_offerts
from maillage.socle.domain.calendrier import UN_JOUR
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.formulaires import ChampJour

MOIS_PROPOSES = 15
Mois = tuple[dt.date, dt.date]


def mois_finis(le: dt.date) -> dict[str, Mois]:
    """Return the last whole months, newest first, by their word in the address (« 2025-03 »)."""
    premier = le.replace(day=1)
    debuts = [premier - relativedelta(months=rang) for rang in range(1, MOIS_PROPOSES + 1)]
    return {f"{debut:%Y-%m}": (debut, debut + relativedelta(months=1) - UN_JOUR) for debut in debuts}


def nom_du_mois(debut: dt.date) -> str:
    """Write « mars 2025 »."""
    return " ".join(ecrire_jour_annee(debut).split(" ")[-2:])


class DistancesForm(forms.Form):
    """Whole months only; an unknown word is the last one."""

    mois = forms.ChoiceField(label="Mois", required=False)
    fournisseur = forms.ChoiceField(label="Temps de trajet", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.proposes = mois_finis(timezone.localdate())
        self.offerts = fournisseurs_offerts()
        self.fields["mois"].choices = [(mot, nom_du_mois(m[0])) for mot, m in self.proposes.items()]  # type: ignore[attr-defined]
        self.fields["fournisseur"].choices = list(self.offerts.items())  # type: ignore[attr-defined]

    def choisi(self) -> tuple[Mois, str]:
        """The month and the provider asked for."""
        self.is_valid()
        lus = getattr(self, "cleaned_data", {})
        mois = self.proposes.get(lus.get("mois", "")) or next(iter(self.proposes.values()))
        return mois, lus.get("fournisseur") or next(iter(self.offerts))


class SemaineForm(forms.Form):
    """Which week of a young person is played, and with which times."""

    jour = ChampJour("Semaine du", required=False)
    fournisseur = forms.ChoiceField(label="Temps de trajet", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offerts = fournisseurs_offerts()
        self.fields["fournisseur"].choices = list(self.offerts.items())  # type: ignore[attr-defined]

    def choisis(self, defaut: dt.date) -> tuple[dt.date, str]:
        """A day of the week and the provider."""
        self.is_valid()
        lus = getattr(self, "cleaned_data", {})
        return lus.get("jour") or defaut, lus.get("fournisseur") or next(iter(self.offerts))
