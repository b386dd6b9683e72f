"""Forms of the plans kept: filters of the history, today's rounds entered by hand, invoices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from maillage.cartographie.models import SensTournee
from maillage.cartographie.selectors.factures import TRIS as TRIS_FACTURES
from maillage.cartographie.selectors.factures import FiltresFactures
from maillage.cartographie.selectors.plans_gardes import MONTRER, TRIS, FiltresPlans
from maillage.cartographie.services.ajustements import ABSENT
from maillage.socle.formulaires import ChampJour

RANG_MAX = 99


class FiltresPlansForm(forms.Form):
    """Filters of the history, as words in the address; an unknown word filters nothing."""

    du = ChampJour("Du", required=False)
    au = ChampJour("Au", required=False)
    sens = forms.ChoiceField(label="Sens", required=False, choices=[("", "Les deux"), *SensTournee.choices])
    montrer = forms.ChoiceField(label="Montrer", required=False, choices=list(MONTRER.items()))

    def filtres(self, tri: str) -> FiltresPlans:
        self.is_valid()
        lus = getattr(self, "cleaned_data", {})
        valeurs = {champ: lus[champ] for champ in self.fields if lus.get(champ)}
        return FiltresPlans(**valeurs, tri=tri if tri.removeprefix("-") in TRIS else "-jour")


class FiltresFacturesForm(forms.Form):
    recherche = forms.CharField(label="Transporteur ou numéro", required=False, max_length=80)
    retirees = forms.BooleanField(label="Celles retirées de la liste", required=False)

    def filtres(self, tri: str) -> FiltresFactures:
        self.is_valid()
        lus = getattr(self, "cleaned_data", {})
        valeurs = {champ: lus[champ] for champ in self.fields if lus.get(champ)}
        return FiltresFactures(**valeurs, tri=tri if tri.removeprefix("-") in TRIS_FACTURES else "-periode")


class FactureTransportForm(forms.Form):
    """What a carrier asks for some days."""

    transporteur = forms.CharField(label="Transporteur", max_length=120)
    reference = forms.CharField(label="Numéro de la facture", required=False, max_length=60)
    debut = ChampJour("Du")
    fin = ChampJour("Au")
    montant = forms.DecimalField(label="Montant facturé, en euros", min_value=0, max_digits=9, decimal_places=2)
    km = forms.DecimalField(label="Kilomètres facturés", required=False, min_value=0, max_digits=9, decimal_places=1)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def clean(self) -> dict[str, Any]:
        lues = super().clean() or {}
        debut, fin = lues.get("debut"), lues.get("fin")
        if debut and fin and fin < debut:
            self.add_error("fin", "Ce jour est avant le premier jour de la facture.")
        return lues


class SaisieTourneesForm(forms.Form):
    """For each young person of a plan, the vehicle that carries them today and their rank in it."""

    def __init__(
        self, *args: Any, passagers: Sequence[tuple[str, str]], vehicules: Sequence[str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.passagers = list(passagers)
        choix = [("", "aucun"), *((nom, nom) for nom in vehicules)]
        for place, (_, nom) in enumerate(self.passagers):
            self.fields[f"vehicule_{place}"] = forms.ChoiceField(
                label=f"Véhicule de {nom}",
                required=False,
                choices=choix,
                widget=forms.Select(attrs={"class": "w-auto"}),
            )
            self.fields[f"rang_{place}"] = forms.IntegerField(
                label=f"Rang de {nom} dans son véhicule", required=False, min_value=1, max_value=RANG_MAX
            )

    def lignes(self) -> list[tuple[str, Any, Any]]:
        """Name, field of the vehicle, field of the rank."""
        return [
            (nom, self[f"vehicule_{place}"], self[f"rang_{place}"]) for place, (_, nom) in enumerate(self.passagers)
        ]

    def montent(self) -> dict[str, list[str]]:
        """Identifiers by vehicle, in the order of the ranks; without a rank, after the others."""
        places: dict[str, list[tuple[int, int, str]]] = {}
        for place, (identifiant, _) in enumerate(self.passagers):
            vehicule = self.cleaned_data[f"vehicule_{place}"]
            if vehicule:
                rang = self.cleaned_data[f"rang_{place}"] or RANG_MAX + 1
                places.setdefault(vehicule, []).append((rang, place, identifiant))
        return {vehicule: [nom for _, _, nom in sorted(siens)] for vehicule, siens in places.items()}


class AjusterForm(forms.Form):
    """For each rider of a plan, the vehicle wanted; `vers` is what the service reads."""

    def __init__(
        self, *args: Any, passagers: Sequence[tuple[str, str, str]], vehicules: Sequence[str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.passagers = list(passagers)
        for place, (_, nom, actuel) in enumerate(self.passagers):
            choix = [*((vehicule, vehicule) for vehicule in vehicules), (ABSENT, "ne vient pas")]
            self.fields[f"vehicule_{place}"] = forms.ChoiceField(
                label=f"Véhicule de {nom}",
                required=bool(actuel),
                choices=choix if actuel else [("", "sans tournée"), *choix],
                initial=actuel,
                widget=forms.Select(attrs={"class": "w-auto"}),
            )

    def lignes(self) -> list[tuple[str, Any, str]]:
        """Name, field, vehicle of the plan."""
        return [(nom, self[f"vehicule_{place}"], actuel) for place, (_, nom, actuel) in enumerate(self.passagers)]

    def voulu(self) -> dict[str, str]:
        """Call it once the form is valid."""
        return {
            identifiant: self.cleaned_data[f"vehicule_{place}"]
            for place, (identifiant, _, _) in enumerate(self.passagers)
        }
