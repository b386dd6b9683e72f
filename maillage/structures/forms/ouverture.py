"""Forms about the opening calendar."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from maillage.socle.formulaires import ChampJour
from maillage.structures import services
from maillage.structures.forms.actes import Fait, FormulaireActe
from maillage.structures.forms.champs import champ_creneaux, champ_modalites
from maillage.structures.vacances import annee_scolaire_de, annees_scolaires_connues, vacances_scolaires


class FermerPeriodeForm(FormulaireActe):
    debut = ChampJour("Du")
    fin = ChampJour("Au", help_text="Ce jour est compris.")
    modalites = champ_modalites()
    creneaux = champ_creneaux()
    motif = forms.CharField(
        label="Motif", max_length=80, required=False, help_text="Par exemple : travaux, journée pédagogique."
    )

    def accomplir(self) -> Fait:
        acte = services.fermer_periode(self.acteur, self.dispositif, **self.cleaned_data)
        return Fait("Cette période est fermée.", acte)


class OuvrirPeriodeForm(FermerPeriodeForm):
    motif = forms.CharField(
        label="Motif", max_length=80, required=False, help_text="Par exemple : samedi d'accueil des familles."
    )

    def accomplir(self) -> Fait:
        acte = services.ouvrir_periode(self.acteur, self.dispositif, **self.cleaned_data)
        return Fait("Cette période est ouverte, samedis, dimanches et jours fériés compris.", acte)


class VacancesForm(FormulaireActe):
    annee_scolaire = forms.TypedChoiceField(label="Année scolaire", coerce=int)
    noms = forms.MultipleChoiceField(label="Vacances à fermer", widget=forms.CheckboxSelectMultiple)
    modalites = champ_modalites()

    def preparer(self) -> None:
        annees = annees_scolaires_connues()
        self._choisir("annee_scolaire", [(str(annee), f"{annee}-{annee + 1}") for annee in reversed(annees)])
        noms = {periode.nom: None for periode in vacances_scolaires(self.dispositif.zone_scolaire, annees[-1])}
        self._choisir("noms", [(nom, nom) for nom in noms])
        en_cours = annee_scolaire_de(timezone.localdate())
        self.fields["annee_scolaire"].initial = en_cours if en_cours in annees else annees[-1]

    def _choisir(self, nom: str, choix: list[tuple[str, str]]) -> None:
        champ = self.fields[nom]
        if isinstance(champ, forms.ChoiceField):
            champ.choices = choix

    def accomplir(self) -> Fait:
        acte = services.appliquer_vacances_scolaires(self.acteur, self.dispositif, **self.cleaned_data)
        return Fait(f"Ces vacances de la zone {self.dispositif.zone_scolaire} sont fermées.", acte)


class RetablirForm(FormulaireActe):
    debut = ChampJour("Du")
    fin = ChampJour("Au", help_text="Ce jour est compris.")

    def accomplir(self) -> Fait:
        services.retablir_calendrier(self.acteur, self.dispositif, **self.cleaned_data)
        return Fait("Le calendrier ordinaire est revenu sur cette période.")
