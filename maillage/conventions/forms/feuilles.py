"""Forms of the feuille de route, of the five questions and of the roll-out."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.conventions import services
from maillage.conventions.domain.instances import LIBELLES_DECISION, EtatDecision
from maillage.conventions.forms.actes import FormulaireActe, texte_long
from maillage.conventions.forms.cadres import ANNEES
from maillage.conventions.models import EtapeDeploiement, ReponseQuestion
from maillage.socle.formulaires import ChampJour


class ActionForm(FormulaireActe):
    """An action of the feuille de route; `cible`: the action, whose département and year are set."""

    titre = "Écrire une action"
    phrase = "Une action, un pilote, une date : la feuille de route reste courte et se lit en réunion."
    axe = forms.CharField(
        label="Axe", max_length=200, help_text="Ce qui la range avec d'autres : « Offre », « École »…"
    )
    libelle = forms.CharField(label="Action", max_length=500)
    pilote = forms.CharField(label="Pilote", max_length=200)
    partenaires = forms.CharField(label="Avec qui", max_length=500, required=False)
    echeance = ChampJour("Pour le", annees=ANNEES, required=False)
    etat = forms.ChoiceField(label="Elle est", choices=[(code, LIBELLES_DECISION[code]) for code in EtatDecision])

    def accomplir(self) -> str:
        services.ecrire_action(self.acteur, self.cible, self.cleaned_data)
        return "L'action est enregistrée."


class ReponseForm(FormulaireActe):
    """An answer to one of the five questions; `cible`: (département, number, answer so far)."""

    titre = "Répondre à la question"
    phrase = "Même provisoire, la réponse se garde ; elle est dite tranchée quand les partenaires en conviennent."
    cible: tuple[str, int, ReponseQuestion | None]
    texte = texte_long("Réponse", lignes=8, requis=True, aide="Sans le nom d'un enfant.")
    tranchee = forms.BooleanField(label="Les partenaires en conviennent", required=False)

    def depart(self) -> dict[str, Any]:
        reponse = self.cible[2]
        return {"texte": reponse.texte, "tranchee": reponse.tranchee} if reponse else {}

    def accomplir(self) -> str:
        departement, numero, _ = self.cible
        services.repondre_question(self.acteur, departement=departement, numero=numero, **self.cleaned_data)
        return f"La réponse à la question {numero} est enregistrée."


class DeploiementForm(FormulaireActe):
    """When a département is to sign; `cible`: (département, step so far)."""

    titre = "Planifier le déploiement"
    phrase = "Le calendrier régional par département n'est pas publié sous forme de texte : dites d'où vient la date."
    cible: tuple[str, EtapeDeploiement | None]
    debut = ChampJour("Préparation à partir du", annees=ANNEES)
    fin = ChampJour("Signature prévue le", annees=ANNEES)
    source = forms.CharField(label="D'où vient cette date", max_length=200)
    commentaire = forms.CharField(label="À savoir", max_length=500, required=False)

    def depart(self) -> dict[str, Any]:
        etape = self.cible[1]
        return {nom: getattr(etape, nom) for nom in self.base_fields} if etape else {}

    def accomplir(self) -> str:
        services.planifier_deploiement(self.acteur, departement=self.cible[0], **self.cleaned_data)
        return "Le calendrier est enregistré."
