"""Forms of the convention cadre."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from maillage.conventions import referentiels, services
from maillage.conventions.forms.actes import ChampModalites, FormulaireActe
from maillage.conventions.models import ConventionCadre
from maillage.conventions.permissions import CONVENTIONS
from maillage.conventions.selectors.cadres import organismes
from maillage.conventions.selectors.departements import departements_visibles
from maillage.socle.acteur import Acces
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.formulaires import ChampJour
from maillage.socle.pieces import IMAGES, ChampPiece

PREAVIS = "Celui que la convention écrit. Six mois est une proposition de Maillage, à valider."
ANNEES = range(2016, 2051)
RECONDUCTIONS = [(0, "Aucune"), (12, "Un an"), (24, "Deux ans"), (36, "Trois ans")]


class ConventionForm(FormulaireActe):
    """Title and dates of a convention."""

    titre = "Modifier la convention"
    phrase = "Le titre et les dates, tels que la convention les écrit."

    nom = forms.CharField(
        label="Titre", max_length=200, initial="Convention cadre départementale du dispositif intégré"
    )
    debut = ChampJour("Début", annees=ANNEES)
    fin = ChampJour("Fin", annees=ANNEES, help_text="Dernier jour où elle lie ses signataires.")
    reconduction_mois = forms.TypedChoiceField(label="Reconduction tacite", coerce=int, choices=RECONDUCTIONS)
    preavis_mois = forms.IntegerField(label="Préavis, en mois", min_value=0, max_value=24, initial=6, help_text=PREAVIS)

    def depart(self) -> dict[str, Any]:
        lus = super().depart()
        return {**lus, "nom": self.cible.titre} if isinstance(self.cible, ConventionCadre) else {}

    def champs(self) -> dict[str, Any]:
        """Return the fields as the model names them."""
        noms = ("debut", "fin", "reconduction_mois", "preavis_mois")
        return {"titre": self.cleaned_data["nom"], **{nom: self.cleaned_data[nom] for nom in noms}}

    def accomplir(self) -> str:
        services.modifier_convention(self.acteur, self.cible, self.champs())
        return "La convention est modifiée."


class NouvelleConventionForm(ConventionForm):
    """A draft for a département."""

    titre = "Préparer une convention"
    bouton = "Ouvrir le projet"
    phrase = "Un projet s'ouvre : les signataires et le texte s'ajoutent ensuite, la signature en dernier."

    departement = forms.ChoiceField(label="Département", choices=[])
    field_order = ("departement", "nom")

    def preparer(self) -> None:
        visibles = departements_visibles(self.acteur, CONVENTIONS, Acces.ECRITURE)
        choix = [(code, f"{nom} ({code})") for code, nom in visibles.items()]
        self.fields["departement"].choices = choix  # type: ignore[attr-defined]

    def accomplir(self) -> str:
        departement = self.cleaned_data["departement"]
        self.cible = services.preparer_convention(self.acteur, departement=departement, champs=self.champs())
        return "Le projet est ouvert : ajoutez ses signataires, puis écrivez ses rubriques."


class SignerForm(FormulaireActe):
    """The day of the signature."""

    titre = "Enregistrer la signature"
    phrase = "Les signataires sans date signent ce jour-là. Le texte ne change plus ensuite que par un avenant."
    signee_le = ChampJour("Signée le", annees=ANNEES)

    def accomplir(self) -> str:
        services.signer_convention(self.acteur, self.cible, signee_le=self.cleaned_data["signee_le"])
        return "La signature est enregistrée."


class SignataireForm(FormulaireActe):
    """A signatory."""

    titre = "Ajouter un signataire"
    bouton = "Ajouter"
    phrase = "Un organisme gestionnaire se choisit dans la liste : il est ainsi lié à ses dispositifs."

    qui = forms.ChoiceField(label="Qui", choices=referentiels.choix_acteurs)
    nom = forms.CharField(label="Nom", max_length=200, required=False, help_text="Inutile si un organisme est choisi.")
    organisme: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label="Organisme gestionnaire", required=False
    )
    modalites = ChampModalites("Modalités apportées", aide="Celles que ce signataire offre lui-même au territoire.")
    signe_le = ChampJour("A signé le", annees=ANNEES, required=False, help_text="Vide tant que rien n'est signé.")

    def depart(self) -> dict[str, Any]:
        return {}

    def preparer(self) -> None:
        self.fields["organisme"].queryset = organismes()  # type: ignore[attr-defined]

    def accomplir(self) -> str:
        champs = dict(self.cleaned_data)
        champs["acteur"] = champs.pop("qui")
        signataire = services.ajouter_signataire(self.acteur, self.cible, champs)
        return f"{signataire.nom} est parmi les signataires."


class DepartForm(FormulaireActe):
    """A signatory leaves."""

    titre = "Enregistrer le départ"
    bouton = "Enregistrer le départ"
    dangereux = True
    le = ChampJour("À partir du", annees=ANNEES)
    motif = forms.CharField(label="Pourquoi", max_length=300, required=False)

    def depart(self) -> dict[str, Any]:
        return {"le": timezone.localdate()}

    def accomplir(self) -> str:
        nom, signe = self.cible.nom, self.cible.signe_le
        services.retirer_signataire(self.acteur, self.cible, **self.cleaned_data)
        return f"Le départ de {nom} est noté." if signe else f"{nom} n'est plus dans la liste."


class AvenantForm(FormulaireActe):
    """An amendment."""

    titre = "Ajouter un avenant"
    bouton = "Ajouter"
    phrase = "Un avenant signé change le texte, ou reporte la fin."
    objet = forms.CharField(label="Ce qu'il change", max_length=500)
    signe_le = ChampJour("Signé le", annees=ANNEES)
    nouvelle_fin = ChampJour("Nouvelle fin", annees=ANNEES, required=False, help_text="Seulement s'il reporte la fin.")

    def depart(self) -> dict[str, Any]:
        return {}

    def accomplir(self) -> str:
        avenant = services.ajouter_avenant(self.acteur, self.cible, **self.cleaned_data)
        return f"L'avenant {avenant.numero} est enregistré."


class DenoncerForm(FormulaireActe):
    """The convention stops before its end."""

    titre = "Dénoncer la convention"
    bouton = "Dénoncer"
    phrase = "À partir de ce jour, elle ne lie plus personne ; tout ce qui a été écrit reste lisible."
    dangereux = True
    effet = ChampJour("À compter du", annees=ANNEES)
    motif = forms.CharField(label="Pourquoi", max_length=300)

    def depart(self) -> dict[str, Any]:
        return {}

    def accomplir(self) -> str:
        effet: dt.date = self.cleaned_data["effet"]
        services.denoncer_convention(self.acteur, self.cible, **self.cleaned_data)
        return f"La convention est dénoncée à compter du {ecrire_jour_annee(effet)}."


class EffacerProjetForm(FormulaireActe):
    """A draft opened by mistake goes."""

    titre = "Effacer le projet"
    bouton = "Effacer"
    phrase = "Le projet, ses signataires et ses rubriques disparaissent. Une convention signée ne s'efface jamais."
    dangereux = True

    def accomplir(self) -> str:
        services.effacer_projet(self.acteur, self.cible)
        self.cible = None
        return "Le projet est effacé."


class TexteSigneForm(FormulaireActe):
    """The scan of what was signed; `lu`: the text that the page showed."""

    titre = "Joindre le texte signé"
    bouton = "Joindre"
    phrase = (
        "Le document signé, numérisé : PDF ou image. Le précédent, s'il y en a un, reste lisible dans l'historique."
    )
    fichier = ChampPiece("Document signé", natures=IMAGES | {"PDF"})
    motif = forms.CharField(label="Pourquoi il remplace le précédent", max_length=300, required=False)
    lu = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def depart(self) -> dict[str, Any]:
        return {"lu": self._montre()}

    def preparer(self) -> None:
        if self._montre():
            self.fields["motif"].required = True
        else:
            del self.fields["motif"]

    def _montre(self) -> str:
        return next((texte.identifiant for texte in self.cible.textes.all() if texte.remplace_le is None), "")

    def accomplir(self) -> str:
        services.joindre_texte(self.acteur, self.cible, **self.cleaned_data)
        return "Le texte signé est joint."


class ClausesForm(FormulaireActe):
    """What the convention says, one field a heading."""

    titre = "Écrire les rubriques"
    phrase = "Rubriques du modèle national de 2017 ; la liste du décret de 2024 est à vérifier avant signature."

    def depart(self) -> dict[str, Any]:
        return {clause.rubrique: clause.texte for clause in self.cible.clauses.all()}

    def preparer(self) -> None:
        for rubrique in referentiels.rubriques():
            self.fields[rubrique.code] = forms.CharField(
                label=rubrique.libelle,
                help_text=rubrique.aide,
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def accomplir(self) -> str:
        services.ecrire_clauses(self.acteur, self.cible, self.cleaned_data)
        return "Le texte est enregistré."


GESTES: dict[str, type[FormulaireActe]] = {
    "modifier": ConventionForm,
    "signer": SignerForm,
    "signataire": SignataireForm,
    "texte": TexteSigneForm,
    "avenant": AvenantForm,
    "denoncer": DenoncerForm,
    "effacer": EffacerProjetForm,
}
"""Acts on a convention, by word of the address."""
