"""Forms of the rounds: planning, sheets of transport, settings, comparison."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from maillage.cartographie.forms.lieux import commune_ecrite, point_ecrit
from maillage.cartographie.models import SensTournee
from maillage.cartographie.services import fournisseurs_offerts
from maillage.socle.formulaires import ChampJour, SaisieHeure

CONVENTION = "Vide : le réglage de l'établissement."


class JourForm(forms.Form):
    """Which day is looked at; a word that is not a date is today."""

    jour = ChampJour("Jour", required=False)

    def choisi(self, defaut: dt.date) -> dt.date:
        self.is_valid()
        jour: dt.date | None = getattr(self, "cleaned_data", {}).get("jour")
        return jour or defaut


class PlanifierForm(forms.Form):
    """Plan a day in one direction, or a whole week when no direction is given."""

    jour = ChampJour("Jour", widget=forms.HiddenInput)
    sens = forms.ChoiceField(choices=SensTournee.choices, widget=forms.HiddenInput, required=False)
    fournisseur = forms.ChoiceField(label="Temps de trajet")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offerts = fournisseurs_offerts()
        self.fields["fournisseur"].choices = list(offerts.items())  # type: ignore[attr-defined]
        self.fields["fournisseur"].initial = next(iter(offerts))


class FiltresBesoinsForm(forms.Form):
    """Filters of the list, as words in the address."""

    recherche = forms.CharField(label="Nom ou commune", required=False, max_length=80)
    qui = forms.ChoiceField(
        label="Montrer",
        required=False,
        choices=[("", "Les jeunes transportés"), ("fiche", "Ceux qui ont une fiche"), ("tous", "Tous les jeunes")],
    )


class FicheTransportForm(forms.Form):
    """How a young person travels. No field takes a reason: a ceiling needs none."""

    transporte = forms.BooleanField(label="Monte dans les véhicules de l'établissement", required=False)
    commune = forms.CharField(
        label="Pris à", required=False, max_length=120, help_text="Une commune ou son code. Vide : celle du domicile."
    )
    arret = forms.CharField(
        label="Arrêt précis",
        required=False,
        max_length=200,
        help_text="« 44,5176 ; 3,5010 », ou une adresse qui finit par le code postal et la commune si l'installation a un service "
        "d'adresses. Seul le point est gardé ; il ne sert qu'aux temps de trajet et aucune carte ne le montre. Sa commune remplace « Pris à ».",
    )
    rendez_vous = forms.CharField(
        label="Où attendre le véhicule",
        required=False,
        max_length=80,
        help_text="Écrit sur la feuille du conducteur : « devant le collège ».",
    )
    fauteuil = forms.BooleanField(label="Voyage en fauteuil roulant", required=False)
    accompagnateur = forms.BooleanField(
        label="Voyage avec un accompagnateur", required=False, help_text="Un accompagnateur vaut pour tout le véhicule."
    )
    duree_max = forms.IntegerField(
        label="Minutes à bord au plus",
        required=False,
        min_value=1,
        max_value=240,
        help_text=f"{CONVENTION} La raison ne s'écrit nulle part.",
    )
    embarquement = forms.IntegerField(
        label="Minutes pour monter ou descendre", required=False, min_value=0, max_value=30, help_text=CONVENTION
    )
    pas_avant = forms.TimeField(label="Jamais pris avant", required=False, widget=SaisieHeure)
    pas_apres = forms.TimeField(label="Jamais pris après", required=False, widget=SaisieHeure)
    separes = forms.MultipleChoiceField(
        label="Jamais dans le même véhicule que",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Vaut dans les deux sens. La raison ne s'écrit pas.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, autres: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["separes"].choices = autres  # type: ignore[attr-defined]

    def clean_commune(self) -> Any:
        texte = self.cleaned_data["commune"].strip()
        if not texte:
            return None
        commune = commune_ecrite(texte)
        if commune.lon is None:
            raise forms.ValidationError("Cette commune n'a pas de position : choisissez-en une voisine.")
        return commune

    def clean_arret(self) -> tuple[float, float, Any] | None:
        """Longitude, latitude and commune of the stop."""
        texte = self.cleaned_data["arret"].strip()
        return point_ecrit(texte) if texte else None

    def clean(self) -> dict[str, Any]:
        lues = super().clean() or {}
        avant, apres = lues.get("pas_avant"), lues.get("pas_apres")
        if avant and apres and apres < avant:
            self.add_error("pas_apres", "Cette heure est avant « jamais pris avant ».")
        return lues

    def valeurs(self) -> dict[str, Any]:
        """Call it once the form is valid; the separations are apart."""
        a_part = {"separes", "commune", "arret"}
        lues = {nom: valeur for nom, valeur in self.cleaned_data.items() if nom not in a_part}
        lon, lat, commune = self.cleaned_data["arret"] or (None, None, self.cleaned_data["commune"])
        return {**lues, "point": commune, "lon": lon, "lat": lat}


class ReglagesTransportForm(forms.Form):
    """What the establishment pays and allows; an empty field is the convention, shown beside."""

    cout_km = forms.DecimalField(
        label="Euros par kilomètre", required=False, min_value=0, max_digits=6, decimal_places=3
    )
    cout_heure = forms.DecimalField(
        label="Euros par heure de conduite", required=False, min_value=0, max_digits=6, decimal_places=2
    )
    cout_fixe = forms.DecimalField(
        label="Euros par véhicule sorti", required=False, min_value=0, max_digits=7, decimal_places=2
    )
    co2_g_km = forms.IntegerField(label="Grammes de CO2 par kilomètre", required=False, min_value=0, max_value=2000)
    duree_max = forms.IntegerField(label="Minutes à bord au plus", required=False, min_value=1, max_value=240)
    embarquement = forms.IntegerField(
        label="Minutes pour monter ou descendre", required=False, min_value=0, max_value=30
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, conventions: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        for nom, texte in conventions.items():
            self.fields[nom].help_text = f"Vide : {texte} (convention de Maillage, à remplacer)."


class FichierTourneesForm(forms.Form):
    """Today's rounds in a file."""

    fichier = forms.FileField(
        label="Tournées d'aujourd'hui (CSV, XLSX ou ODS)",
        help_text="Deux colonnes, « vehicule » et « jeune » : une ligne par jeune, dans l'ordre des domiciles. "
        "Le jeune s'écrit « Prénom Nom », ou par son identifiant.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.ods,text/csv"}),
    )


class FactureForm(forms.Form):
    """What the carrier asks for this day and direction."""

    montant = forms.DecimalField(
        label="Montant facturé, en euros", required=False, min_value=0, max_digits=9, decimal_places=2
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
