"""The form of a week copied to a school term: read from the address for the preview, sent back to write."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from maillage.agenda.domain.copie import semaines_de
from maillage.agenda.domain.periodes import PeriodeScolaire
from maillage.agenda.forms.champs import ChampJourAgenda, FormulaireAVoir


class CopiePeriodeForm(FormulaireAVoir):
    """Which week, whose, to which term; then, week by week, what is left out."""

    source = ChampJourAgenda("Semaine à copier", help_text="N'importe quel jour de cette semaine.")
    agenda = forms.ChoiceField(label="Agenda de", required=False)
    periode = forms.ChoiceField(label="Vers la période")
    ecartees = forms.MultipleChoiceField(required=False)

    def __init__(
        self,
        *args: Any,
        agendas: list[tuple[str, list[tuple[str, str]]]],
        periodes: tuple[PeriodeScolaire, ...],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.periodes = {periode.debut.isoformat(): periode for periode in periodes}
        self.fields["agenda"].choices = agendas  # type: ignore[attr-defined]
        self.fields["periode"].choices = [(mot, periode.libelle) for mot, periode in self.periodes.items()]  # type: ignore[attr-defined]
        lundis = [semaine.lundi.isoformat() for periode in periodes for semaine in semaines_de(periode)]
        self.fields["ecartees"].choices = [(lundi, lundi) for lundi in lundis]  # type: ignore[attr-defined]

    def periode_choisie(self) -> PeriodeScolaire:
        return self.periodes[self.cleaned_data["periode"]]

    def semaines_ecartees(self) -> frozenset[dt.date]:
        return frozenset(dt.date.fromisoformat(mot) for mot in self.cleaned_data["ecartees"])
