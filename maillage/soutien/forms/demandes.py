"""Forms of requests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from maillage.socle.formulaires import ChampJour
from maillage.soutien import referentiels, selectors, services
from maillage.soutien.domain.vocabulaire import (
    LIBELLES_ACTION,
    LIBELLES_CANAL,
    LIBELLES_PORTEUR,
    CanalDemande,
    EtatActionSoutien,
    Porteur,
)
from maillage.soutien.forms.actes import ANNEES, SANS_NOM, FormulaireActe, texte_long
from maillage.soutien.forms.lieux import ChampLieu
from maillage.soutien.permissions import conduit

ECRITS = ("objet", "besoin", "demandeur", "fonction", "courriel")


class DemandeForm(FormulaireActe):
    """The words of a request; `version` shows a change made meanwhile."""

    titre = "Modifier la demande"
    phrase = "Ce qui est demandé à la mission. Aucun jeune n'est nommé ici."
    textes = ("objet", "besoin")

    objet = forms.CharField(label="Objet", max_length=200, help_text="En une phrase.")
    besoin = texte_long("Ce dont vous avez besoin", lignes=6, aide=SANS_NOM)
    demandeur = forms.CharField(label="Qui demande", max_length=200)
    fonction = forms.CharField(label="Fonction", required=False, max_length=120)
    courriel = forms.EmailField(
        label="Courriel",
        required=False,
        help_text="Pour recevoir la réponse.",
        error_messages={"invalid": "Écrivez une adresse comme nom@exemple.fr."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def accomplir(self) -> str:
        services.modifier_demande(
            self.acteur,
            self.cible,
            self.lus(*ECRITS),
            version=self.cleaned_data["version"] or 0,
            sans_nom=self.sans_nom,
        )
        return "La demande est modifiée."


class NouvelleDemandeForm(DemandeForm):
    """A request to send; the mission may note one that came by another way, on an earlier day."""

    titre = "Demander un soutien technique"
    bouton = "Envoyer la demande"
    phrase = "La mission reçoit la demande, la qualifie parmi sept actions, et vous répond."

    lieu = ChampLieu("Pour quel dispositif ou établissement")
    canal = forms.ChoiceField(label="Reçue par", choices=[(c.value, LIBELLES_CANAL[c]) for c in CanalDemande])
    recue_le = ChampJour("Reçue le", annees=ANNEES)
    field_order = ("lieu", "objet", "besoin", "demandeur", "fonction", "courriel", "canal", "recue_le")

    def depart(self) -> dict[str, Any]:
        nom = "" if conduit(self.acteur) else self.acteur.libelle
        return {"demandeur": nom, "recue_le": timezone.localdate(), "canal": CanalDemande.PAGE}

    def preparer(self) -> None:
        lieu = self.fields["lieu"]
        assert isinstance(lieu, ChampLieu)
        lieu.offrir(self.acteur)
        del self.fields["version"]
        if not conduit(self.acteur):
            del self.fields["canal"], self.fields["recue_le"]

    def accomplir(self) -> str:
        lieu = self.fields["lieu"]
        assert isinstance(lieu, ChampLieu)
        dispositif, etablissement = lieu.lieu(self.cleaned_data["lieu"])
        champs = {"canal": CanalDemande.PAGE, "recue_le": timezone.localdate(), **self.cleaned_data}
        champs = {cle: champs[cle] for cle in (*ECRITS, "canal", "recue_le")}
        self.cible = services.deposer_demande(
            self.acteur,
            {**champs, "dispositif": dispositif, "etablissement": etablissement},
            sans_nom=self.sans_nom,
        )
        return "La demande est reçue : la mission est prévenue."


class _ChargeForm(FormulaireActe):
    charge = forms.TypedChoiceField(label="Qui en a la charge", choices=[], coerce=int)

    def preparer(self) -> None:
        membres = selectors.membres_de_la_mission(timezone.localdate())
        self.fields["charge"].choices = [("", "Choisir"), *membres]  # type: ignore[attr-defined]
        self.initial.setdefault("charge", self.cible.charge_compte or self.acteur.identifiant)


class QualifierForm(_ChargeForm):
    """Which of the seven kinds, what is proposed, who has it in charge."""

    titre = "Qualifier la demande"
    bouton = "Qualifier"
    phrase = "Une des sept actions du soutien technique, et ce qui est proposé au dispositif."

    genre = forms.ChoiceField(label="Action", widget=forms.RadioSelect, choices=[])
    reponse = texte_long("Réponse proposée", lignes=5, requis=True, aide="Le dispositif la lit.")
    field_order = ("genre", "reponse", "charge")

    def preparer(self) -> None:
        super().preparer()
        choix = [(g.code, f"{g.libelle} : {g.definition}") for g in referentiels.genres().values()]
        self.fields["genre"].choices = choix  # type: ignore[attr-defined]

    def accomplir(self) -> str:
        services.qualifier(self.acteur, self.cible, **self.lus("genre", "reponse", "charge"))
        return "La demande est qualifiée."


class ConfierForm(_ChargeForm):
    """Someone else has it in charge from today."""

    titre = "Confier la demande"
    bouton = "Confier"
    phrase = "À partir d'aujourd'hui, les rappels vont à cette personne."

    def accomplir(self) -> str:
        services.confier(self.acteur, self.cible, charge=self.cleaned_data["charge"])
        return "La demande est confiée."


class PlanForm(FormulaireActe):
    """The aim of the plan."""

    titre = "Écrire le plan d'action"
    phrase = "Ce que le dispositif veut obtenir. Les actions s'ajoutent ensuite, chacune avec un porteur et une date."
    objectif = texte_long("Objectif", lignes=4, requis=True)
    revoir_le = ChampJour("À revoir le", annees=ANNEES, required=False)

    def depart(self) -> dict[str, Any]:
        plan = getattr(self.cible, "plan", None)
        return {"objectif": plan.objectif, "revoir_le": plan.revoir_le} if plan else {}

    def accomplir(self) -> str:
        services.etablir_plan(self.acteur, self.cible, **self.cleaned_data)
        return "Le plan d'action est écrit."


class ActionForm(FormulaireActe):
    """An action of the plan."""

    titre = "Ajouter une action"
    bouton = "Ajouter l'action"
    phrase = "Une action, un porteur, une date : le rappel ira à qui en a la charge ce jour-là."

    libelle = forms.CharField(label="Ce qu'il faut faire", max_length=300)
    genre = forms.ChoiceField(label="Action", choices=referentiels.choix_genres)
    porteur = forms.ChoiceField(label="De quel côté", choices=[(p.value, LIBELLES_PORTEUR[p]) for p in Porteur])
    qui = forms.CharField(
        label="Qui s'en charge", required=False, max_length=200, help_text="Une fonction, un service."
    )
    echeance = ChampJour("Pour le", annees=ANNEES)

    def depart(self) -> dict[str, Any]:
        return {"genre": self.cible.genre}

    def accomplir(self) -> str:
        services.ajouter_action(self.acteur, self.cible, self.cleaned_data)
        return "L'action est dans le plan."


class SuiviForm(FormulaireActe):
    """Where the request stands, and when to come back to it."""

    titre = "Noter un point de suivi"
    bouton = "Noter"
    phrase = "Lu par la mission seule. Le jour dit, le rappel va à qui a la demande en charge, même si vous êtes parti."
    texte = texte_long("Où en est-on", lignes=4, requis=True, aide=SANS_NOM)
    relancer_le = ChampJour("Y revenir le", annees=ANNEES, required=False)

    def depart(self) -> dict[str, Any]:
        return {}

    def accomplir(self) -> str:
        services.noter_suivi(self.acteur, self.cible, **self.lus("texte", "relancer_le"))
        return "Le point de suivi est noté."


class RecommandationForm(FormulaireActe):
    """What the mission recommends."""

    titre = "Proposer une recommandation"
    bouton = "Proposer"
    phrase = "La direction du dispositif reçoit un courriel et répond : acceptée, ou écartée avec sa raison."
    texte = forms.CharField(label="Recommandation", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    echeance = ChampJour("Pour le", annees=ANNEES, required=False)

    def depart(self) -> dict[str, Any]:
        return {}

    def accomplir(self) -> str:
        services.recommander(self.acteur, self.cible, **self.lus("texte", "echeance"))
        return "La recommandation est proposée."


class CloreForm(FormulaireActe):
    """The end of a request."""

    titre = "Clore la demande"
    bouton = "Clore"
    phrase = "Ses actions encore ouvertes seront notées abandonnées. Une demande close peut être rouverte."
    conclusion = texte_long("Ce qu'elle a donné", lignes=4, requis=True, aide="Le dispositif le lit.")

    def accomplir(self) -> str:
        services.clore(self.acteur, self.cible, conclusion=self.cleaned_data["conclusion"])
        return "La demande est close."


class RouvrirForm(FormulaireActe):
    """A closed request opened again."""

    titre = "Rouvrir la demande"
    bouton = "Rouvrir"
    phrase = "Les actions abandonnées à la clôture le restent : ajoutez celles qui doivent être faites."

    def accomplir(self) -> str:
        services.rouvrir(self.acteur, self.cible)
        return "La demande est rouverte."


class SuivreActionForm(FormulaireActe):
    """Where an action stands."""

    titre = "Dire où en est l'action"
    etat = forms.ChoiceField(
        label="Elle est", choices=[(code.value, LIBELLES_ACTION[code]) for code in EtatActionSoutien]
    )
    constat = forms.CharField(label="Ce qui a été constaté", required=False, max_length=500)
    echeance = ChampJour("Nouveau délai", annees=ANNEES, required=False, help_text="Si elle reste à faire.")

    def depart(self) -> dict[str, Any]:
        return {"etat": self.cible.etat, "constat": self.cible.constat}

    def accomplir(self) -> str:
        services.suivre_action(self.acteur, self.cible, **self.lus("etat", "constat", "echeance"))
        return "L'état de l'action est noté."


GESTES: dict[str, type[FormulaireActe]] = {
    "qualifier": QualifierForm,
    "confier": ConfierForm,
    "plan": PlanForm,
    "action": ActionForm,
    "suivi": SuiviForm,
    "recommandation": RecommandationForm,
    "clore": CloreForm,
    "rouvrir": RouvrirForm,
}
"""Acts of the mission on a request, by word of the address."""
