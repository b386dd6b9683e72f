"""What the forms of the ledger share: a day that also has an hour, what can be booked, and the agreement to pass over a conflict."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.agenda.domain.erreurs import AVoir
from maillage.agenda.selectors.ressources import places_en_mots
from maillage.socle.domain.calendrier import ANNEES_DATE_HEURE
from maillage.socle.formulaires import ChampJour


class ChampJourAgenda(ChampJour):
    """A day that hours will be added to: its years are those of a date and hour."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, annees=ANNEES_DATE_HEURE, **options)


class ChampRessources(forms.ModelMultipleChoiceField):
    """Rooms, vehicles and equipment, each with what it holds."""

    def label_from_instance(self, obj: Any) -> str:
        places = places_en_mots(obj)
        return f"{obj} ({places})" if places else str(obj)


class FormulaireAVoir(forms.Form):
    """A form that comes back with something to look at (`a_voir`), to be sent again with `accord` once it has been seen."""

    accord = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
    a_voir: AVoir | None = None

    def accord_donne(self) -> str:
        """Return the checksum of what the person says they have seen, empty when they have seen nothing."""
        return str(self.cleaned_data.get("accord") or "")
