"""Forms of sessions, seats and decisions."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.conventions import referentiels, services
from maillage.conventions.domain.instances import LIBELLES_DECISION, EtatDecision
from maillage.conventions.forms.actes import FormulaireActe, texte_long
from maillage.conventions.forms.cadres import ANNEES
from maillage.conventions.permissions import INSTANCES
from maillage.conventions.selectors.departements import departements_visibles
from maillage.conventions.selectors.instances import SiegePourvu, sieges
from maillage.socle.acteur import Acces
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.formulaires import ChampJour, SaisieHeure


class SeanceForm(FormulaireActe):
    """Day, place and agenda of a session."""

    titre = "Modifier la séance"
    phrase = "Un point de l'ordre du jour par ligne. Les décisions à revoir s'y ajoutent seules."

    le = ChampJour("Jour", annees=ANNEES)
    heure = forms.TimeField(label="Heure", required=False, widget=SaisieHeure)
    lieu = forms.CharField(label="Lieu", required=False, max_length=200)
    ordre_du_jour = texte_long("Ordre du jour", lignes=6, aide="Un point par ligne, sans le nom d'un enfant.")

    def accomplir(self) -> str:
        services.modifier_seance(self.acteur, self.cible, self.cleaned_data)
        return "La séance est modifiée."


class NouvelleSeanceForm(SeanceForm):
    """A session to plan."""

    titre = "Prévoir une séance"
    bouton = "Prévoir"

    departement = forms.ChoiceField(label="Département", choices=[])
    instance = forms.ChoiceField(label="Instance", choices=referentiels.choix_instances)
    field_order = ("departement", "instance")

    def preparer(self) -> None:
        visibles = departements_visibles(self.acteur, INSTANCES, Acces.ECRITURE)
        choix = [(code, f"{nom} ({code})") for code, nom in visibles.items()]
        self.fields["departement"].choices = choix  # type: ignore[attr-defined]

    def accomplir(self) -> str:
        self.cible = services.prevoir_seance(self.acteur, self.cleaned_data)
        return "La séance est prévue : convoquez ses membres quand l'ordre du jour est prêt."


class CompteRenduForm(FormulaireActe):
    """The minutes."""

    titre = "Écrire le compte rendu"
    phrase = "Ce qui s'est dit. Les décisions se notent à part : chacune a un porteur et une date."
    compte_rendu = texte_long("Compte rendu", lignes=12, requis=True, aide="Sans le nom d'un enfant.")

    def accomplir(self) -> str:
        services.ecrire_compte_rendu(self.acteur, self.cible, texte=self.cleaned_data["compte_rendu"])
        return "Le compte rendu est enregistré."


class DecisionForm(FormulaireActe):
    """A decision: what, who, by when."""

    titre = "Noter une décision"
    bouton = "Noter la décision"
    phrase = "Une décision, un porteur, une date : elle reviendra à chaque séance tant qu'elle n'est pas close."
    texte = forms.CharField(label="Décision", max_length=500)
    porteur = forms.CharField(label="Qui s'en charge", max_length=200, help_text="Un organisme ou une fonction.")
    echeance = ChampJour("Pour le", annees=ANNEES)

    def depart(self) -> dict[str, Any]:
        return {}

    def accomplir(self) -> str:
        services.decider(self.acteur, self.cible, **self.cleaned_data)
        return "La décision est notée."


class ConvoquerForm(FormulaireActe):
    """One mail to each seat."""

    titre = "Convoquer les membres"
    bouton = "Envoyer les convocations"
    phrase = "Un courriel part à chaque siège qui a une adresse, avec le jour, le lieu et l'ordre du jour."

    def accomplir(self) -> str:
        nombre = services.convoquer(self.acteur, self.cible)
        return f"{ecrire_compte(nombre, 'convocation')} dans la boîte d'envoi."


class AnnulerSeanceForm(FormulaireActe):
    """A session called off."""

    titre = "Annuler la séance"
    bouton = "Annuler la séance"
    phrase = "Elle reste dans la liste, notée annulée. Prévenez les membres : aucun courriel ne part seul."
    dangereux = True

    def accomplir(self) -> str:
        services.annuler_seance(self.acteur, self.cible)
        return "La séance est annulée."


class EmargementForm(FormulaireActe):
    """One line a seat: present or not, under what name."""

    titre = "Faire émarger"
    phrase = "Cochez qui était là, et changez le nom si une autre personne a siégé."

    def depart(self) -> dict[str, Any]:
        return {}

    def preparer(self) -> None:
        for siege in sieges(self.cible.departement, self.cible.instance, self.cible):
            self._ligne(siege)

    def _ligne(self, pourvu: SiegePourvu) -> None:
        code, libelle = pourvu.siege.code, pourvu.siege.libelle
        present = forms.BooleanField(label=libelle, required=False, initial=bool(pourvu.present))
        nom = forms.CharField(
            label=f"Nom, {libelle}", required=False, max_length=200, initial=pourvu.nom, help_text=pourvu.siege.remarque
        )
        self.fields[f"present_{code}"], self.fields[f"nom_{code}"] = present, nom

    def accomplir(self) -> str:
        codes = [siege.code for siege in referentiels.instances()[self.cible.instance].sieges]
        lus = self.cleaned_data
        services.emarger(
            self.acteur, self.cible, {code: (lus[f"nom_{code}"].strip(), lus[f"present_{code}"]) for code in codes}
        )
        return "L'émargement est enregistré, la séance est tenue."


class SiegesForm(FormulaireActe):
    """Who fills each seat; `cible`: (département, code of the instance)."""

    titre = "Écrire la composition"
    phrase = "Qui siège aujourd'hui, et où lui écrire. Un siège vide reste montré : il existe, il n'est pas pourvu."
    cible: tuple[str, str]

    def depart(self) -> dict[str, Any]:
        return {}

    def preparer(self) -> None:
        for pourvu in sieges(*self.cible):
            code, libelle = pourvu.siege.code, pourvu.siege.libelle
            self.fields[f"nom_{code}"] = forms.CharField(
                label=libelle,
                required=False,
                max_length=200,
                initial=pourvu.titulaire,
                help_text=pourvu.siege.remarque,
            )
            self.fields[f"courriel_{code}"] = forms.EmailField(
                label=f"Courriel, {libelle}", required=False, initial=pourvu.courriel
            )

    def accomplir(self) -> str:
        departement, instance = self.cible
        lus = self.cleaned_data
        titulaires = {
            siege.code: (lus[f"nom_{siege.code}"].strip(), lus[f"courriel_{siege.code}"])
            for siege in referentiels.instances()[instance].sieges
        }
        services.pourvoir_sieges(self.acteur, departement=departement, instance=instance, titulaires=titulaires)
        return "La composition est enregistrée."


class SuiteForm(FormulaireActe):
    """Where a decision stands."""

    titre = "Dire où en est la décision"
    phrase = "Ce qui a été constaté aujourd'hui. Une décision close peut être rouverte de la même façon."
    constat = forms.CharField(label="Ce qui a été constaté", max_length=500)
    etat = forms.ChoiceField(label="Elle est", choices=[(code, LIBELLES_DECISION[code]) for code in EtatDecision])
    echeance = ChampJour(
        "Nouveau délai",
        annees=ANNEES,
        required=False,
        help_text="Seulement si elle reste à faire et que la date change.",
    )

    def depart(self) -> dict[str, Any]:
        return {"etat": self.cible.etat}

    def accomplir(self) -> str:
        services.suivre_decision(self.acteur, self.cible, **self.cleaned_data)
        return "La suite est notée."


GESTES: dict[str, type[FormulaireActe]] = {
    "modifier": SeanceForm,
    "emarger": EmargementForm,
    "compte-rendu": CompteRenduForm,
    "decision": DecisionForm,
    "convoquer": ConvoquerForm,
    "annuler": AnnulerSeanceForm,
}
"""Acts on a session, by word of the address."""
