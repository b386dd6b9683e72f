"""Forms of rosters."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.agenda.forms.champs import ChampJourAgenda
from maillage.agenda.models import GroupeJeunes
from maillage.agenda.selectors.personnes import jeunes_a_inscrire
from maillage.agenda.services import SaisieGroupe
from maillage.structures import selectors as structures


class GroupeForm(forms.Form):
    """A group: its name and dates, and its first members when it is made."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    nom = forms.CharField(label="Nom du groupe", max_length=80)
    debut = ChampJourAgenda("Premier jour")
    fin = ChampJourAgenda("Dernier jour", required=False, help_text="Sans date, le groupe continue.")
    unite = forms.ChoiceField(label="Unité", required=False)
    jeunes: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        None, label="Qui en est dès le premier jour", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, dispositif_id: int, groupe: GroupeJeunes | None = None, **options: Any) -> None:
        options["initial"] = {**(_valeurs(groupe) if groupe else {}), **options.get("initial", {})}
        super().__init__(*args, **options)
        unites = [(str(unite.pk), str(unite)) for unite in structures.unites_du_dispositif(dispositif_id)]
        self.fields["unite"].choices = [("", "Aucune"), *unites]  # type: ignore[attr-defined]
        self.fields["jeunes"].queryset = jeunes_a_inscrire(dispositif_id)  # type: ignore[attr-defined]
        if groupe is not None:
            del self.fields["jeunes"]

    def saisie(self) -> SaisieGroupe:
        lus = self.cleaned_data
        unite = int(lus["unite"]) if lus["unite"] else None
        return SaisieGroupe(nom=lus["nom"], debut=lus["debut"], fin=lus["fin"], unite_id=unite)

    def jeunes_choisis(self) -> list[int]:
        return [jeune.pk for jeune in self.cleaned_data.get("jeunes") or ()]


class EntreeForm(forms.Form):
    """Young people who enter a group on a day."""

    le = ChampJourAgenda("À partir du")
    jeunes: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        None, label="Jeunes", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, dispositif_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["jeunes"].queryset = jeunes_a_inscrire(dispositif_id)  # type: ignore[attr-defined]


class SortieForm(forms.Form):
    """The last day of a young person in a group."""

    dernier_jour = ChampJourAgenda("Dernier jour")


def _valeurs(groupe: GroupeJeunes) -> dict[str, Any]:
    champs = {nom: getattr(groupe, nom) for nom in ("version", "nom", "debut", "fin")}
    return {**champs, "unite": groupe.unite_id or ""}
