"""Forms about a dispositif itself, its establishments, its units and its places."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.formulaires import ChampJour
from maillage.socle.vocabulaire import Modalite
from maillage.structures import services
from maillage.structures.forms.actes import Fait, FormulaireActe
from maillage.structures.forms.champs import ChampCommune, ChampEtablissement
from maillage.structures.models import Dispositif, OrganismeGestionnaire
from maillage.structures.models.dispositif import NatureUnite
from maillage.territoire.selectors import communes_du_departement


class DispositifForm(forms.ModelForm):
    """Creation and change of a dispositif; the number of organismes is checked by the service."""

    class Meta:
        model = Dispositif
        fields = (
            "code",
            "nom",
            "type",
            "montage",
            "organismes",
            "region",
            "departement",
            "zone_scolaire",
            "objectif_taux_aj",
            "objectif_taux_an",
        )
        localized_fields = ("objectif_taux_aj", "objectif_taux_an")
        help_texts = {
            "code": "Nom court des adresses et des fichiers : lettres, chiffres et tirets. Il ne changera plus.",
            "organismes": "Un seul pour une autorisation unique ; au moins deux pour une organisation partenariale.",
            "departement": "Code, par exemple 31.",
            "zone_scolaire": "L'Occitanie est en zone C.",
            "objectif_taux_aj": "Une part : 0,95 pour 95 %.",
            "objectif_taux_an": "Une part : 0,95 pour 95 %.",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["code"].disabled = True

    def _post_clean(self) -> None:
        """Leave the instance alone: the service sets and checks the values."""


class OrganismeForm(forms.ModelForm):
    """An organisme that FINESS did not bring."""

    class Meta:
        model = OrganismeGestionnaire
        fields = ("nom", "finess", "siren")

    def _post_clean(self) -> None:
        """Leave the instance alone: the service sets and checks the values."""


class RattacherForm(FormulaireActe):
    etablissement = ChampEtablissement()
    debut = ChampJour("À partir du")
    fin = ChampJour("Jusqu'au", required=False)

    def accomplir(self) -> Fait:
        services.rattacher_etablissement(self.acteur, self.dispositif, **self.cleaned_data)
        return Fait(f"{self.cleaned_data['etablissement'].nom} est rattaché.")


class DetacherForm(FormulaireActe):
    le = ChampJour("Dernier jour du rattachement")

    def accomplir(self) -> Fait:
        services.detacher_etablissement(self.acteur, self.cible, le=self.cleaned_data["le"])
        return Fait(f"{self.cible.etablissement.nom} n'est plus rattaché après cette date.")


class TerritoireForm(FormulaireActe):
    communes = forms.CharField(
        label="Codes INSEE des communes",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Séparés par des espaces, des virgules ou des retours à la ligne.",
    )
    departement = forms.CharField(
        label="Ajouter toutes les communes d'un département",
        required=False,
        max_length=3,
        help_text="Son code, par exemple 31.",
    )

    def preparer(self) -> None:
        codes = self.dispositif.communes.order_by("code").values_list("code", flat=True)
        self.fields["communes"].initial = " ".join(codes)

    def clean_departement(self) -> str:
        departement: str = self.cleaned_data["departement"].strip().upper()
        if departement and not communes_du_departement(departement).exists():
            raise ValidationError("Aucune commune chargée dans ce département : vérifiez le code.")
        return departement

    def accomplir(self) -> Fait:
        codes = set(re.split(r"[\s,;]+", self.cleaned_data["communes"].upper())) - {""}
        if self.cleaned_data["departement"]:
            codes.update(communes_du_departement(self.cleaned_data["departement"]).values_list("code", flat=True))
        nombre = services.definir_territoire(self.acteur, self.dispositif, codes)
        return Fait(f"Le territoire déclaré a {ecrire_compte(nombre, 'commune')}.")


class UniteForm(FormulaireActe):
    nom = forms.CharField(label="Nom", max_length=120)
    nature = forms.ChoiceField(label="Nature", choices=NatureUnite.choices)
    commune = ChampCommune(required=False)
    etablissement = ChampEtablissement(required=False)
    ouverte_le = ChampJour("Ouverte le", required=False)

    def accomplir(self) -> Fait:
        unite = services.creer_unite(self.acteur, self.dispositif, **self.cleaned_data)
        return Fait(f"L'unité {unite.nom} est créée.")


class FermerUniteForm(FormulaireActe):
    le = ChampJour("Dernier jour d'ouverture")

    def accomplir(self) -> Fait:
        services.fermer_unite(self.acteur, self.cible, le=self.cleaned_data["le"])
        return Fait(f"L'unité {self.cible.nom} ferme à cette date.")


class OuvrirPlacesForm(FormulaireActe):
    modalite = forms.ChoiceField(label="Modalité", choices=Modalite.choices)
    nombre = forms.IntegerField(label="Nombre de places", min_value=0, max_value=999_999)
    debut = ChampJour("À partir du")
    fin = ChampJour("Jusqu'au", required=False)
    etablissement = ChampEtablissement(
        required=False, help_text="Laissez vide si les places sont celles de tout le dispositif."
    )

    def accomplir(self) -> Fait:
        places = services.ouvrir_places(self.acteur, self.dispositif, **self.cleaned_data)
        return Fait(f"{ecrire_compte(places.nombre, 'place')} de plus à partir du {places.debut:%d/%m/%Y}.")


class ModifierPlacesForm(FormulaireActe):
    nombre = forms.IntegerField(label="Nouveau nombre de places", min_value=0, max_value=999_999)
    a_partir_du = ChampJour("À partir du", help_text="Ce qui était vrai avant ce jour reste compté comme avant.")

    def preparer(self) -> None:
        self.fields["nombre"].initial = self.cible.nombre

    def accomplir(self) -> Fait:
        places = services.modifier_places(self.acteur, self.cible, **self.cleaned_data)
        return Fait(f"{ecrire_compte(places.nombre, 'place')} à partir du {places.debut:%d/%m/%Y}.")


class FermerPlacesForm(FormulaireActe):
    le = ChampJour("Dernier jour de ces places")

    def accomplir(self) -> Fait:
        services.fermer_places(self.acteur, self.cible, le=self.cleaned_data["le"])
        return Fait("Ces places se terminent à cette date.")


class SupprimerPlacesForm(FormulaireActe):
    """No field: the page says what will happen, the button does it."""

    def accomplir(self) -> Fait:
        services.supprimer_places(self.acteur, self.cible)
        return Fait("Cette ligne de places est effacée ; le journal garde ce qu'elle disait.")
