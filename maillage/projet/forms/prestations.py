"""Forms of the settings of services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from maillage.projet.domain.prestations import LIBELLES_CRITERES, CriterePrestation
from maillage.projet.referentiels import prestations
from maillage.socle.vocabulaire import Categorie, LieuType
from maillage.structures.selectors.metiers import metiers

CHAMPS_DES_VALEURS = {
    CriterePrestation.ACTIVITE: "activite",
    CriterePrestation.METIER: "metier",
    CriterePrestation.LIEU: "lieu",
    CriterePrestation.CATEGORIE: "categorie",
}


class CorrespondanceForm(forms.Form):
    """What the rule looks at, its value, and the service."""

    critere = forms.ChoiceField(
        label="La règle regarde", choices=[(str(code), mot) for code, mot in LIBELLES_CRITERES.items()]
    )
    activite = forms.CharField(
        label="Type d'activité",
        required=False,
        max_length=120,
        help_text="Les mots du titre ou du type d'activité, comme « Atelier cuisine ».",
    )
    metier = forms.ChoiceField(label="Métier", required=False)
    lieu = forms.ChoiceField(label="Lieu", choices=[("", "—"), *LieuType.choices], required=False)
    categorie = forms.ChoiceField(
        label="Catégorie d'événement", choices=[("", "—"), *Categorie.choices], required=False
    )
    prestation = forms.ChoiceField(label="Prestation", required=False)

    def __init__(self, donnees: Mapping[str, Any] | None, *, activites: Sequence[str] = (), **options: Any) -> None:
        super().__init__(donnees, **options)
        champs: dict[str, Any] = self.fields
        champs["metier"].choices = [("", "—"), *metiers()]
        champs["prestation"].choices = choix_des_prestations()
        champs["activite"].widget.attrs["list"] = "activites-connues"
        self.activites = list(activites)

    def clean(self) -> dict[str, Any]:
        """The value of what the rule looks at is needed, the others are ignored."""
        propre = super().clean() or {}
        critere = propre.get("critere")
        if critere and not (propre.get(champ := CHAMPS_DES_VALEURS[CriterePrestation(critere)]) or "").strip():
            self.add_error(champ, "Dites de quoi parle cette règle.")
        return propre

    def regle(self) -> dict[str, str]:
        """Return `critere`, `valeur` and `prestation`."""
        v = self.cleaned_data
        champ = CHAMPS_DES_VALEURS[CriterePrestation(v["critere"])]
        return {"critere": v["critere"], "valeur": v[champ].strip(), "prestation": v["prestation"]}


def choix_des_prestations() -> list[Any]:
    """The last items of the nomenclature, by chapter; « none » first."""
    chapitres: dict[str, list[tuple[str, str]]] = {}
    titres = {poste.code: poste.libelle for poste in prestations() if poste.profondeur == 2}
    for poste in prestations():
        if poste.feuille:
            chapitre = ".".join(poste.code.split(".")[:2])
            libelle = f"{chapitre} {titres.get(chapitre, '')}".strip()
            chapitres.setdefault(libelle, []).append((poste.code, f"{poste.code} {poste.libelle}"))
    return [("", "Aucune prestation"), *((libelle, choix) for libelle, choix in chapitres.items())]
