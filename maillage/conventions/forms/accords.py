"""Forms of the bilateral agreements."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.conventions import referentiels, services
from maillage.conventions.forms.actes import ChampModalites, FormulaireActe, texte_long
from maillage.conventions.forms.cadres import ANNEES, RECONDUCTIONS
from maillage.conventions.models import AccordBilateral
from maillage.conventions.permissions import ACCORDS
from maillage.socle.acteur import Acces
from maillage.socle.formulaires import ChampJour
from maillage.structures.selectors import dispositifs_visibles

COMMUNS = ("partenaire", "objet", "modalites", "debut", "fin", "signee_le", "reconduction_mois")


class AccordForm(FormulaireActe):
    """An agreement between a dispositif and a partner."""

    titre = "Écrire un accord bilatéral"
    phrase = (
        "Ce que le dispositif et un partenaire conviennent : il complète la convention cadre, il ne la remplace pas."
    )

    dispositif: forms.ModelChoiceField[Any] = forms.ModelChoiceField(None, label="Dispositif")
    nom = forms.CharField(label="Titre", max_length=200)
    qui = forms.ChoiceField(label="Avec qui", choices=referentiels.choix_acteurs)
    partenaire = forms.CharField(label="Nom du partenaire", max_length=200)
    objet = texte_long("Ce que chacun fait", aide="Sans le nom d'un enfant.")
    modalites = ChampModalites(
        "Modalités apportées par le partenaire", aide="Celles que le dispositif n'offre pas seul, s'il y en a."
    )
    debut = ChampJour("Début", annees=ANNEES)
    fin = ChampJour("Fin", annees=ANNEES)
    signee_le = ChampJour("Signé le", annees=ANNEES, required=False, help_text="Vide tant qu'il est en préparation.")
    reconduction_mois = forms.TypedChoiceField(label="Reconduction tacite", coerce=int, choices=RECONDUCTIONS)

    def depart(self) -> dict[str, Any]:
        if not isinstance(self.cible, AccordBilateral):
            return {}
        lus = {nom: getattr(self.cible, nom) for nom in COMMUNS}
        return {**lus, "nom": self.cible.titre, "qui": self.cible.acteur, "dispositif": self.cible.dispositif}

    def preparer(self) -> None:
        tenus = dispositifs_visibles(self.acteur, ACCORDS, Acces.ECRITURE)
        self.fields["dispositif"].queryset = tenus  # type: ignore[attr-defined]
        if isinstance(self.cible, AccordBilateral):
            del self.fields["dispositif"]
        elif tenus.count() == 1:
            self.initial["dispositif"] = tenus[0]

    def accomplir(self) -> str:
        lus = self.cleaned_data
        champs = {"titre": lus["nom"], "acteur": lus["qui"], **{nom: lus[nom] for nom in COMMUNS}}
        dispositif_id = self.cible.dispositif_id if self.cible else lus["dispositif"].pk
        self.cible = services.ecrire_accord(self.acteur, champs, dispositif_id=dispositif_id, accord=self.cible)
        return "L'accord est enregistré."


class DenoncerAccordForm(FormulaireActe):
    """The agreement stops before its end."""

    titre = "Dénoncer l'accord"
    bouton = "Dénoncer"
    phrase = "À partir de ce jour, il ne lie plus personne ; il reste lisible."
    dangereux = True
    effet = ChampJour("À compter du", annees=ANNEES)

    def depart(self) -> dict[str, Any]:
        return {}

    def accomplir(self) -> str:
        services.denoncer_accord(self.acteur, self.cible, effet=self.cleaned_data["effet"])
        return "L'accord est dénoncé."


class EffacerAccordForm(FormulaireActe):
    """An agreement that was never signed goes."""

    titre = "Effacer l'accord"
    bouton = "Effacer"
    phrase = "Il disparaît. Un accord signé ne s'efface jamais."
    dangereux = True

    def accomplir(self) -> str:
        services.effacer_accord(self.acteur, self.cible)
        self.cible = None
        return "L'accord est effacé."


GESTES: dict[str, type[FormulaireActe]] = {"denoncer": DenoncerAccordForm, "effacer": EffacerAccordForm}
