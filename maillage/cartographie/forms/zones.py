"""Forms of the studies of zones blanches: what is asked, and how its lines are shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from maillage.cartographie.domain.zones import ages_en_mots
from maillage.cartographie.forms.offre import choix_des_departements, choix_des_publics
from maillage.cartographie.models import BaseEtude, EtudeZones
from maillage.cartographie.referentiels import reglages
from maillage.cartographie.selectors.zones import LECTURES, TRIS, FiltresZones, niveaux_de
from maillage.cartographie.services import DemandeEtude, fournisseurs_offerts
from maillage.socle.formulaires import ChampJour
from maillage.socle.vocabulaire import Modalite

SEUIL_MAX = 240
TOUS = "tous"


class EtudeForm(forms.Form):
    """A question: which public, which modality, where, how far."""

    public = forms.ChoiceField(label="Public")
    modalite = forms.ChoiceField(
        label="Modalité",
        required=False,
        choices=[("", "Toutes"), *Modalite.choices],
        help_text="En milieu ordinaire, le trajet part d'où les professionnels commencent leur journée.",
    )
    departement = forms.ChoiceField(label="Département", required=False)
    base = forms.ChoiceField(label="On regarde", choices=BaseEtude.choices, initial=BaseEtude.COMMUNE)
    ages = forms.ChoiceField(
        label="Âges",
        required=False,
        initial="0-19",
        help_text="Pour des écoles, tous leurs élèves.",
    )
    seuil = forms.IntegerField(label="À portée : minutes de route au plus", min_value=1, max_value=SEUIL_MAX)
    fournisseur = forms.ChoiceField(label="Temps de trajet")
    offre_le = ChampJour("Offre au", required=False, help_text="Sans date : aujourd'hui.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["public"].choices = choix_des_publics()  # type: ignore[attr-defined]
        self.fields["public"].initial = "437"
        self.fields["departement"].choices = choix_des_departements("Tout ce qui est chargé ici")  # type: ignore[attr-defined]
        offerts = fournisseurs_offerts()
        self.fields["fournisseur"].choices = list(offerts.items())  # type: ignore[attr-defined]
        self.fields["fournisseur"].initial = next(iter(offerts))
        regles = reglages(timezone.localdate())
        self.fields["seuil"].initial = regles.seuil_min
        choix = [(ages, f"Jeunes {ages_en_mots(*map(int, ages.split('-')))}") for ages in regles.ages]
        self.fields["ages"].choices = [*choix, (TOUS, "Tous les habitants")]  # type: ignore[attr-defined]

    def demande(self) -> DemandeEtude:
        """Call it once the form is valid."""
        valeurs = dict(self.cleaned_data)
        valeurs["offre_le"] = valeurs["offre_le"] or timezone.localdate()
        ages = valeurs.pop("ages")
        if ages not in {"", TOUS} and valeurs["base"] == BaseEtude.COMMUNE:
            valeurs["age_min"], valeurs["age_max"] = map(int, ages.split("-"))
        return DemandeEtude(**valeurs)


class FiltresZonesForm(forms.Form):
    """How a study is read: words in the address, an unknown word filters nothing."""

    niveau = forms.ChoiceField(label="Par", required=False)
    lecture = forms.ChoiceField(
        label="Lecture", required=False, choices=[("", "Toutes"), *((str(k), v) for k, v in LECTURES.items())]
    )
    loin = forms.BooleanField(label="Au-delà de 50 km seulement", required=False)
    recherche = forms.CharField(label="Nom", required=False, max_length=80)

    def __init__(self, *args: Any, etude: EtudeZones, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["niveau"].choices = list(niveaux_de(etude).items())  # type: ignore[attr-defined]
        proximite = reglages(timezone.localdate()).proximite_km
        self.fields["loin"].label = f"Au-delà de {proximite} km seulement"

    def filtres(self, tri: str) -> FiltresZones:
        self.is_valid()
        valeurs = {champ: self.cleaned_data[champ] for champ in self.fields if self.cleaned_data.get(champ)}
        return FiltresZones(**valeurs, tri=tri if tri.removeprefix("-") in TRIS else "rang")
