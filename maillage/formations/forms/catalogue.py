"""Forms of the catalogue, of the trainers and of the needs."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.formations import referentiels, selectors, services
from maillage.formations.domain.vocabulaire import LIBELLES_PRIORITE, PrioriteBesoin
from maillage.formations.forms.actes import Cases, FormulaireActe, texte_long
from maillage.formations.permissions import FORMATIONS
from maillage.socle.acteur import Acces
from maillage.structures.selectors import dispositifs_visibles
from maillage.structures.selectors.metiers import metiers

CHAMPS_FORMATION = ("titre", "thematique", "objectifs", "public", "heures", "programme", "prerequis", "methode")
CHAMPS_FORMATEUR = ("nom", "organisme", "courriel", "domaines", "de_la_mission")
CHAMPS_BESOIN = ("dispositif", "thematique", "formation", "metier", "nombre", "priorite", "souhait")


class FormationForm(FormulaireActe):
    """A training of the catalogue; `version` shows a change made meanwhile."""

    titre_page = "Ajouter une formation au catalogue"
    phrase = "Ce que les dispositifs lisent avant de dire un besoin ou de s'inscrire."

    titre = forms.CharField(label="Titre", max_length=200)
    thematique = forms.ChoiceField(label="Thématique", choices=referentiels.choix_thematiques)
    objectifs = texte_long("Objectifs", lignes=4, requis=True, aide="Un par ligne.")
    public = forms.CharField(label="Public visé", required=False, max_length=300, help_text="Métiers, ancienneté.")
    heures = forms.DecimalField(label="Durée, en heures", min_value=1, max_value=500, max_digits=5, decimal_places=1)
    programme = texte_long("Programme", lignes=6)
    prerequis = texte_long("Prérequis", lignes=2)
    methode = texte_long("Méthode", lignes=3)
    formateurs = Cases("Qui la donne")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def preparer(self) -> None:
        self.offrir("formateurs", selectors.formateurs_actifs())

    def depart(self) -> dict[str, Any]:
        if self.cible is None:
            return {}
        return {**super().depart(), "formateurs": [str(f.pk) for f in self.cible.formateurs.all()]}

    def accomplir(self) -> str:
        self.cible = services.ecrire_formation(
            self.acteur,
            self.cible,
            self.lus(*CHAMPS_FORMATION),
            formateurs=[int(cle) for cle in self.cleaned_data["formateurs"]],
            version=self.cleaned_data["version"] or 0,
        )
        return "La formation est au catalogue."


class ModifierFormationForm(FormationForm):
    """The same, for one that exists."""

    titre_page = "Modifier la formation"

    def accomplir(self) -> str:
        super().accomplir()
        return "La formation est modifiée."


class RetirerFormationForm(FormulaireActe):
    """Off the catalogue."""

    titre_page = "Retirer du catalogue"
    bouton = "Retirer"
    phrase = "On ne l'ouvre plus en session. Ses sessions passées restent, et elle peut revenir."
    dangereux = True

    def accomplir(self) -> str:
        services.retirer_formation(self.acteur, self.cible)
        return "La formation est retirée du catalogue."


class RemettreFormationForm(FormulaireActe):
    """Back in the catalogue."""

    titre_page = "Remettre au catalogue"
    bouton = "Remettre"

    def accomplir(self) -> str:
        services.remettre_formation(self.acteur, self.cible)
        return "La formation est de nouveau au catalogue."


GESTES_FORMATION: dict[str, type[FormulaireActe]] = {
    "modifier": ModifierFormationForm,
    "retirer": RetirerFormationForm,
    "remettre": RemettreFormationForm,
}
"""Acts on a training, by word of the address."""


class FormateurForm(FormulaireActe):
    """A trainer."""

    titre_page = "Ajouter un formateur ou une formatrice"
    nom = forms.CharField(label="Nom", max_length=160)
    organisme = forms.CharField(label="Organisme", required=False, max_length=200)
    courriel = forms.EmailField(
        label="Courriel", required=False, error_messages={"invalid": "Écrivez une adresse comme nom@exemple.fr."}
    )
    domaines = forms.CharField(label="Domaines", required=False, max_length=300)
    de_la_mission = forms.BooleanField(label="Travaille à la mission", required=False)

    def accomplir(self) -> str:
        self.cible = services.ecrire_formateur(self.acteur, self.cible, self.lus(*CHAMPS_FORMATEUR))
        return "C'est enregistré."


class RetirerFormateurForm(FormulaireActe):
    """Off the list, or back on it."""

    titre_page = "Retirer ou remettre"
    bouton = "Confirmer"
    phrase = "Une personne retirée n'est plus proposée ; ses sessions passées gardent son nom. Le même geste la remet."

    def accomplir(self) -> str:
        services.retirer_formateur(self.acteur, self.cible)
        return "La liste est à jour."


GESTES_FORMATEUR: dict[str, type[FormulaireActe]] = {"modifier": FormateurForm, "retirer": RetirerFormateurForm}
"""Acts on a trainer, by word of the address."""


class BesoinForm(FormulaireActe):
    """What a dispositif needs."""

    titre_page = "Dire un besoin de formation"
    bouton = "Enregistrer le besoin"
    phrase = "La mission regroupe les besoins de plusieurs dispositifs pour ouvrir une session."

    dispositif = forms.ChoiceField(label="Dispositif", choices=[])
    formation = forms.ChoiceField(label="Formation du catalogue", required=False, choices=[])
    thematique = forms.ChoiceField(
        label="Thématique",
        choices=referentiels.choix_thematiques,
        help_text="Celle de la formation, si vous en choisissez une.",
    )
    metier = forms.ChoiceField(label="Métier", choices=metiers)
    nombre = forms.IntegerField(label="Nombre de personnes", min_value=1, max_value=300)
    priorite = forms.ChoiceField(
        label="Priorité",
        choices=[(p.value, LIBELLES_PRIORITE[p]) for p in PrioriteBesoin],
        initial=PrioriteBesoin.MOYENNE,
    )
    souhait = texte_long("Précisions", lignes=3, aide="Période, lieu, ce que l'équipe en attend. Aucun nom de jeune.")

    def preparer(self) -> None:
        visibles = dispositifs_visibles(self.acteur, FORMATIONS, Acces.ECRITURE)
        self._dispositifs = {dispositif.code: dispositif for dispositif in visibles}
        choix = [(code, d.nom) for code, d in self._dispositifs.items()]
        self.offrir("dispositif", choix if len(choix) == 1 else [("", "Choisir"), *choix])
        self.offrir("formation", [("", "Aucune, ou pas encore au catalogue"), *selectors.formations_offertes()])

    def depart(self) -> dict[str, Any]:
        if self.cible is None:
            return {}
        formation = self.cible.formation
        return {
            **super().depart(),
            "dispositif": self.cible.dispositif.code,
            "formation": formation.identifiant if formation else "",
        }

    def clean_dispositif(self) -> Any:
        return self._dispositifs.get(self.cleaned_data["dispositif"])

    def clean_formation(self) -> Any:
        identifiant = self.cleaned_data["formation"]
        return selectors.formation_par_identifiant(identifiant) if identifiant else None

    def accomplir(self) -> str:
        if self.cible is None:
            services.exprimer_besoin(self.acteur, self.lus(*CHAMPS_BESOIN))
            return "Le besoin est dit : la mission le voit."
        services.modifier_besoin(self.acteur, self.cible, self.lus(*CHAMPS_BESOIN))
        return "Le besoin est modifié."


class RetirerBesoinForm(FormulaireActe):
    """A need withdrawn."""

    titre_page = "Retirer le besoin"
    bouton = "Retirer"
    phrase = "Il disparaît de la liste. Vous pourrez en dire un autre."
    dangereux = True

    def accomplir(self) -> str:
        services.retirer_besoin(self.acteur, self.cible)
        return "Le besoin est retiré."


class EcarterBesoinForm(FormulaireActe):
    """A need set aside by the mission."""

    titre_page = "Écarter le besoin"
    bouton = "Écarter"
    motif = forms.CharField(label="Pourquoi", max_length=300, help_text="Le dispositif le lit.")

    def accomplir(self) -> str:
        services.ecarter_besoin(self.acteur, self.cible, motif=self.cleaned_data["motif"])
        return "Le besoin est écarté."


class RouvrirBesoinForm(FormulaireActe):
    """A need put back among those that wait."""

    titre_page = "Rouvrir le besoin"
    bouton = "Rouvrir"
    phrase = "Il attend de nouveau une session."

    def accomplir(self) -> str:
        services.rouvrir_besoin(self.acteur, self.cible)
        return "Le besoin attend de nouveau."


GESTES_BESOIN: dict[str, type[FormulaireActe]] = {
    "modifier": BesoinForm,
    "retirer": RetirerBesoinForm,
    "ecarter": EcarterBesoinForm,
    "rouvrir": RouvrirBesoinForm,
}
"""Acts on a need, by word of the address."""
