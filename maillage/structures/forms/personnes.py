"""Forms about professionals and partners."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from maillage.socle.formulaires import ChampJour
from maillage.structures import services
from maillage.structures.forms.actes import Fait, FormulaireActe
from maillage.structures.forms.champs import ChampCommune
from maillage.structures.models import Unite
from maillage.structures.models.personnes import Metier, TypePartenaire
from maillage.structures.selectors import professionnel_par_identifiant


class ProfessionnelForm(FormulaireActe):
    prenom = forms.CharField(label="Prénom", max_length=80)
    nom = forms.CharField(label="Nom", max_length=80)
    metier = forms.ChoiceField(label="Métier", choices=Metier.choices)
    debut = ChampJour("Travaille ici à partir du")

    def accomplir(self) -> Fait:
        professionnel = services.creer_professionnel(self.acteur, self.dispositif, **self.cleaned_data)
        return Fait(f"{professionnel} est dans l'équipe. Son identifiant est {professionnel.identifiant}.")


class AffecterForm(FormulaireActe):
    professionnel = forms.CharField(
        label="Identifiant du professionnel",
        max_length=64,
        help_text="Celui que montre la page de l'autre dispositif où cette personne travaille.",
    )
    unite = forms.ModelChoiceField(
        label="Unité", queryset=Unite.objects.none(), required=False, empty_label="Tout le dispositif"
    )
    debut = ChampJour("À partir du")
    fin = ChampJour("Jusqu'au", required=False)

    def preparer(self) -> None:
        champ: Any = self.fields["unite"]
        champ.queryset = Unite.objects.filter(dispositif=self.dispositif, fermee_le=None)

    def clean_professionnel(self) -> Any:
        professionnel = professionnel_par_identifiant(self.cleaned_data["professionnel"].strip())
        if professionnel is None:
            raise ValidationError("Personne n'a cet identifiant : vérifiez-le, ou ajoutez un nouveau professionnel.")
        return professionnel

    def accomplir(self) -> Fait:
        professionnel = self.cleaned_data.pop("professionnel")
        services.affecter_professionnel(self.acteur, self.dispositif, professionnel, **self.cleaned_data)
        return Fait(f"{professionnel} est dans l'équipe.")


class TerminerAffectationForm(FormulaireActe):
    le = ChampJour("Dernier jour ici")

    def accomplir(self) -> Fait:
        services.terminer_affectation(self.acteur, self.cible, le=self.cleaned_data["le"])
        return Fait(f"{self.cible.professionnel} quitte l'équipe à cette date.")


class PartenaireForm(FormulaireActe):
    nom = forms.CharField(label="Nom", max_length=200)
    type = forms.ChoiceField(label="Nature", choices=TypePartenaire.choices)
    uai = forms.CharField(
        label="UAI", max_length=8, required=False, help_text="Pour une école, un collège ou un lycée."
    )
    commune = ChampCommune(required=False)
    adresse = forms.CharField(label="Adresse", max_length=250, required=False)
    telephone = forms.CharField(label="Téléphone", max_length=20, required=False)
    courriel = forms.EmailField(label="Courriel", required=False)

    def accomplir(self) -> Fait:
        partenaire = services.creer_partenaire(self.acteur, self.dispositif, **self.cleaned_data)
        return Fait(f"{partenaire.nom} est dans vos partenaires.")


class RetirerPartenaireForm(FormulaireActe):
    """No field: the page says what will happen, the button does it."""

    def accomplir(self) -> Fait:
        services.retirer_partenaire(self.acteur, self.dispositif, self.cible)
        return Fait(f"{self.cible.nom} n'est plus dans vos partenaires ; les autres dispositifs le gardent.")
