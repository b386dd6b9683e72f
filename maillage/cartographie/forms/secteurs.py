"""Forms of the sectors: filters, declaration, proposal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from maillage.cartographie.forms.lieux import commune_ecrite
from maillage.cartographie.forms.offre import choix_des_departements, choix_des_publics
from maillage.cartographie.models import Ecole
from maillage.cartographie.referentiels import reglages
from maillage.cartographie.selectors.secteurs import CONFLITS, TRIS, TROUS, FiltresSecteurs, ecoles_par_uai
from maillage.cartographie.services import SecteurDeclare, fournisseurs_offerts
from maillage.socle.formulaires import ChampJour

LIGNES_MAX = 1000


class FiltresSecteursForm(forms.Form):
    """Words in the address: nothing is required, an unknown word filters nothing."""

    departement = forms.ChoiceField(label="Département", required=False)
    public = forms.ChoiceField(label="Public", required=False)
    etat = forms.ChoiceField(
        label="Montrer",
        required=False,
        choices=[
            ("", "Tous les secteurs"),
            (CONFLITS, "Les conflits seulement"),
            (TROUS, "Les communes sans responsable seulement"),
        ],
    )
    recherche = forms.CharField(label="Commune, école ou dispositif", required=False, max_length=80)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["departement"].choices = choix_des_departements("Tous")  # type: ignore[attr-defined]
        self.fields["public"].choices = choix_des_publics("Tous")  # type: ignore[attr-defined]

    def filtres(self, tri: str) -> FiltresSecteurs:
        self.is_valid()
        valeurs = {champ: self.cleaned_data.get(champ, "") for champ in self.fields}
        return FiltresSecteurs(**valeurs, tri=tri if tri.removeprefix("-") in TRIS else "lieu")


class SecteurForm(forms.Form):
    """A dispositif answers for these communes and schools."""

    dispositif: Any = forms.ModelChoiceField(label="Dispositif", queryset=None)
    public = forms.ChoiceField(label="Public")
    communes = forms.CharField(
        label="Communes", required=False, widget=forms.Textarea, help_text="Une par ligne, nom ou code INSEE."
    )
    ecoles = forms.CharField(
        label="Écoles",
        required=False,
        widget=forms.Textarea,
        help_text="Un UAI par ligne ; l'école l'emporte sur sa commune.",
    )
    debut = ChampJour("Depuis le")

    def __init__(self, *args: Any, dispositifs: QuerySet[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["dispositif"].queryset = dispositifs  # type: ignore[attr-defined]
        self.fields["public"].choices = choix_des_publics()  # type: ignore[attr-defined]

    def clean_communes(self) -> list[str]:
        codes, erreurs = [], []
        for numero, ligne in _lignes(self.cleaned_data["communes"]):
            try:
                codes.append(commune_ecrite(ligne).pk)
            except forms.ValidationError as erreur:
                erreurs.append(f"Ligne {numero} : {erreur.messages[0]}")
        if erreurs:
            raise forms.ValidationError(erreurs)
        return list(dict.fromkeys(codes))

    def clean_ecoles(self) -> list[Ecole]:
        lignes = [(numero, ligne.upper()) for numero, ligne in _lignes(self.cleaned_data["ecoles"])]
        connues = ecoles_par_uai([uai for _, uai in lignes])
        erreurs = [
            f"Ligne {numero} : aucune école connue ne porte l'UAI « {uai} »."
            for numero, uai in lignes
            if uai not in connues
        ]
        if erreurs:
            raise forms.ValidationError(erreurs)
        return list(connues.values())

    def clean(self) -> dict[str, Any]:
        valeurs = super().clean() or {}
        if not self.errors and not valeurs.get("communes") and not valeurs.get("ecoles"):
            self.add_error("communes", "Écrivez au moins une commune ou une école.")
        return valeurs

    def declare(self) -> SecteurDeclare:
        """Call it once the form is valid."""
        return SecteurDeclare(**self.cleaned_data)


def _lignes(texte: str) -> list[tuple[int, str]]:
    lignes = [(numero, ligne.strip()) for numero, ligne in enumerate(texte.splitlines(), start=1) if ligne.strip()]
    if len(lignes) > LIGNES_MAX:
        raise forms.ValidationError(f"{LIGNES_MAX} lignes au plus : déclarez en plusieurs fois.")
    return lignes


class PropositionForm(forms.Form):
    """Where, for which public, how far: the communes without an answer, and who is nearest."""

    departement = forms.ChoiceField(label="Département")
    public = forms.ChoiceField(label="Public")
    seuil = forms.IntegerField(label="Minutes de route au plus", min_value=1, max_value=240)
    fournisseur = forms.ChoiceField(label="Temps de trajet")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["departement"].choices = choix_des_departements("Choisissez")  # type: ignore[attr-defined]
        self.fields["public"].choices = choix_des_publics()  # type: ignore[attr-defined]
        self.fields["fournisseur"].choices = list(fournisseurs_offerts().items())  # type: ignore[attr-defined]
        self.fields["seuil"].initial = reglages(timezone.localdate()).seuil_min * 2
