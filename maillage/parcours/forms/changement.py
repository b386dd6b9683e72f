"""The change of modality wished on the ribbon, as a form: the dates of the periods in place, and one new period per modality."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from maillage.parcours.domain.changement import PeriodeVoulue
from maillage.parcours.models import PeriodeModalite
from maillage.parcours.models.faits import LieuModalite
from maillage.socle.formulaires import ChampJour
from maillage.socle.vocabulaire import Modalite


class ChangementForm(forms.Form):
    """Fields `fin_<key>` (and `debut_<key>` for a period not begun) for each period not over, `debut_/fin_/lieu_<MODALITE>` for a new one."""

    def __init__(self, *args: Any, periodes: Sequence[PeriodeModalite], le: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.periodes = [periode for periode in periodes if periode.fin is None or periode.fin >= le]
        self.passees = [periode for periode in periodes if periode.fin is not None and periode.fin < le]
        for periode in self.periodes:
            if periode.debut > le:
                self.fields[f"debut_{periode.pk}"] = ChampJour("Premier jour", initial=periode.debut)
            self.fields[f"fin_{periode.pk}"] = ChampJour("Dernier jour", required=False, initial=periode.fin)
        for code in Modalite.values:
            self.fields[f"debut_{code}"] = ChampJour("Premier jour", required=False)
            self.fields[f"fin_{code}"] = ChampJour("Dernier jour", required=False)
            self.fields[f"lieu_{code}"] = forms.ChoiceField(
                label="Lieu", choices=LieuModalite.choices, required=False, initial=LieuModalite.INTRA
            )

    def par_modalite(self) -> Iterator[dict[str, Any]]:
        """Each modality with its periods in place and the fields of a new one, for the template."""
        for code, libelle in Modalite.choices:
            yield {
                "code": code,
                "libelle": libelle,
                "periodes": [self._ligne(periode) for periode in self.periodes if periode.modalite == code],
                "debut": self[f"debut_{code}"],
                "fin": self[f"fin_{code}"],
                "lieu": self[f"lieu_{code}"],
            }

    def actuelles(self) -> list[PeriodeVoulue]:
        """Return the periods as they stand, past ones too."""
        return [_voulue(periode) for periode in [*self.passees, *self.periodes]]

    def voulues(self) -> list[PeriodeVoulue]:
        """Return the periods as wished: those in place with their dates, then the new ones."""
        lues = self.cleaned_data
        en_place = [
            _voulue(periode, debut=lues.get(f"debut_{periode.pk}") or periode.debut, fin=lues[f"fin_{periode.pk}"])
            for periode in self.periodes
        ]
        nouvelles = [
            PeriodeVoulue(
                code,
                str(libelle),
                lues[f"lieu_{code}"] or LieuModalite.INTRA,
                lues[f"debut_{code}"],
                lues[f"fin_{code}"],
            )
            for code, libelle in Modalite.choices
            if lues[f"debut_{code}"]
        ]
        return en_place + nouvelles

    def clean(self) -> dict[str, Any]:
        lues = super().clean() or {}
        for code, libelle in Modalite.choices:
            if lues.get(f"fin_{code}") and not lues.get(f"debut_{code}") and f"debut_{code}" not in self.errors:
                self.add_error(f"debut_{code}", f"Dites aussi quand « {libelle} » commence.")
        return lues

    def _ligne(self, periode: PeriodeModalite) -> dict[str, Any]:
        debut = f"debut_{periode.pk}"
        return {
            "periode": periode,
            "debut": self[debut] if debut in self.fields else None,
            "fin": self[f"fin_{periode.pk}"],
        }


def _voulue(periode: PeriodeModalite, **dates: Any) -> PeriodeVoulue:
    lues = {"debut": periode.debut, "fin": periode.fin, **dates}
    return PeriodeVoulue(periode.modalite, periode.get_modalite_display(), periode.lieu, cle=str(periode.pk), **lues)
