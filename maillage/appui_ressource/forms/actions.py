"""The form of an action, its fields following its kind and whether the agenda bears it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from maillage.agenda.forms.champs import ChampRessources
from maillage.agenda.selectors import pros_a_inscrire
from maillage.agenda.selectors.ressources import ressources_a_choisir
from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.actions import Consentement, SaisieAction, TypeAction
from maillage.appui_ressource.forms.communes import ChampCommune
from maillage.appui_ressource.models import ActionAppui, DemandeAppui
from maillage.parcours.selectors import jeunes_visibles
from maillage.socle.formulaires import ChampJour, SaisieHeure
from maillage.structures.selectors import partenaires_du_dispositif

MINUIT = dt.time()
SANS_AGENDA, AGENDA_SEUL = ("n_pros",), ("heure", "pros", "ressources", "vu", "prevenir")
ACCORD = ("jeune", "accord", "accord_par", "accord_le", "accord_moyen")


class FiltresActionsForm(forms.Form):
    """Filters as words in the address."""

    type = forms.ChoiceField(label="Nature", required=False, choices=[])
    structure_type = forms.ChoiceField(label="Structure", required=False, choices=[])
    debut = ChampJour("Du", required=False)
    fin = ChampJour("Au", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        types = [(code, type_.libelle) for code, type_ in referentiels.types_action().items()]
        self.fields["type"].choices = [("", "Toutes"), *types]  # type: ignore[attr-defined]
        structures = [("", "Toutes"), *referentiels.choix("structures")]
        self.fields["structure_type"].choices = structures  # type: ignore[attr-defined]


class CompteRenduForm(forms.Form):
    """What came out of an action: the fields of its kind, the report, what follows."""

    n_participants = forms.IntegerField(label="Participants", required=False, min_value=0, max_value=9999)
    compte_rendu = forms.CharField(
        label="Compte rendu",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Sans le nom d'un enfant.",
    )
    suite = forms.ChoiceField(label="Et après", required=False, choices=[])

    def __init__(self, *args: Any, type_: TypeAction, action: ActionAppui | None = None, **options: Any) -> None:
        if action is not None:
            champs = ("n_participants", "compte_rendu", "suite")
            options["initial"] = {**{nom: getattr(action, nom) for nom in champs}, **action.precisions}
        super().__init__(*args, **options)
        self.type_ = type_
        for champ in type_.precisions:
            self.fields[champ.code] = forms.CharField(
                label=champ.libelle,
                required=champ.obligatoire,
                help_text=champ.aide,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self._proposer("suite", [("", "Non précisé"), *referentiels.choix("suites")])

    def _proposer(self, nom: str, choix: list[tuple[str, str]]) -> None:
        self.fields[nom].choices = choix  # type: ignore[attr-defined]

    def precisions(self) -> dict[str, str]:
        """Return the fields of the kind."""
        return {champ.code: self.cleaned_data.get(champ.code, "") for champ in self.type_.precisions}


class ActionForm(CompteRenduForm):
    """An action to plan, or already done. With the agenda: an hour and the professionals; without: their number."""

    jour = ChampJour("Jour")
    heure = forms.TimeField(label="Heure de début", widget=SaisieHeure)
    duree_min = forms.IntegerField(
        label="Durée en minutes", min_value=1, max_value=10080, help_text="Sur place, sans la préparation ni la route."
    )
    pros: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        None, label="Professionnels", widget=forms.CheckboxSelectMultiple
    )
    ressources: forms.ModelMultipleChoiceField[Any] = ChampRessources(
        None,
        label="Salle, véhicule, matériel",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Réservés avec la visite.",
    )
    vu = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    prevenir = forms.BooleanField(
        label="Prévenir le demandeur de cette visite",
        required=False,
        initial=True,
        help_text="La date s'écrit dans le fil ; un courriel l'annonce.",
    )
    n_pros = forms.IntegerField(label="Nombre de professionnels", min_value=1, max_value=999, initial=1)
    preparation_min = forms.IntegerField(label="Préparation en minutes", required=False, min_value=0, max_value=10080)
    deplacement_min = forms.IntegerField(label="Déplacement en minutes", required=False, min_value=0, max_value=10080)
    partenaire = forms.ChoiceField(label="Partenaire du dispositif", required=False, choices=[])
    structure_nom = forms.CharField(
        label="Ou nom de la structure", required=False, max_length=200, help_text="Si elle n'est pas encore partenaire."
    )
    structure_type = forms.ChoiceField(label="Type de structure", required=False, choices=[])
    commune = ChampCommune(label="Commune", required=False, max_length=120, help_text="Nom ou code INSEE.")
    jeune: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None,
        label="Jeune nommé",
        required=False,
        empty_label="Personne n'est nommé",
        help_text="Seulement si c'est utile au parcours, et avec l'accord ci-dessous.",
    )
    accord = forms.BooleanField(label="La famille, ou le jeune majeur, a donné son accord", required=False)
    accord_par = forms.ChoiceField(label="Qui a donné l'accord", required=False, choices=[])
    accord_le = ChampJour("Quand", required=False)
    accord_moyen = forms.ChoiceField(label="Comment", required=False, choices=[])

    def __init__(
        self,
        *args: Any,
        acteur: Any,
        dispositif: Any,
        type_: TypeAction,
        dans_l_agenda: bool,
        le: dt.date,
        demande: DemandeAppui | None = None,
        **options: Any,
    ) -> None:
        options.setdefault("initial", {"jour": le, **_depuis(demande)})
        super().__init__(*args, type_=type_, **options)
        self.dans_l_agenda, self.demande = dans_l_agenda, demande
        for nom in SANS_AGENDA if dans_l_agenda else AGENDA_SEUL:
            del self.fields[nom]
        if dans_l_agenda:
            for champ in type_.precisions:
                self.fields[champ.code].required = champ.obligatoire and not champ.apres
            self.fields["pros"].queryset = pros_a_inscrire(dispositif.pk, le)  # type: ignore[attr-defined]
            self.fields["ressources"].queryset = ressources_a_choisir(dispositif.pk)  # type: ignore[attr-defined]
            if demande is None:
                del self.fields["prevenir"]
        self.fields["jeune"].queryset = jeunes_visibles(acteur, dispositif)  # type: ignore[attr-defined]
        self.partenaires = {str(p.pk): p for p in partenaires_du_dispositif(dispositif.pk)}
        partenaires = [(cle, f"{p}, {p.commune.nom}" if p.commune else str(p)) for cle, p in self.partenaires.items()]
        self._proposer("partenaire", [("", "Aucun"), *partenaires])
        self._proposer("structure_type", [("", "Non précisé"), *referentiels.choix("structures")])
        self._proposer("accord_par", [("", "Choisissez…"), *referentiels.choix("donneurs_accord")])
        self._proposer("accord_moyen", [("", "Choisissez…"), *referentiels.choix("moyens_accord")])

    @property
    def sections(self) -> list[tuple[str, list[Any]]]:
        """The fields by part of the form: when and who, where, what, the young person."""
        quand = ("jour", "heure", "duree_min", "pros", "ressources", "n_pros", "preparation_min", "deplacement_min")
        chez = ("partenaire", "structure_nom", "structure_type", "commune", "n_participants")
        quoi = (*(champ.code for champ in self.type_.precisions), "compte_rendu", "suite", "prevenir")
        parts = {"Quand et avec qui": quand, "Auprès de qui": chez, "Ce qui est fait": quoi}
        return [(titre, [self[nom] for nom in noms if nom in self.fields]) for titre, noms in parts.items()]

    @property
    def champs_accord(self) -> list[Any]:
        return [self[nom] for nom in ACCORD]

    @property
    def accord_ouvert(self) -> bool:
        """Tell whether the part about the young person must be seen."""
        return self.type_.individuel or any(self.errors.get(nom) or self.data.get(nom) for nom in ACCORD)

    def saisie(self) -> SaisieAction:
        """Return what the form says; a partner gives its type, name and commune where they were left empty."""
        lus = self.cleaned_data
        partenaire = self.partenaires.get(lus["partenaire"])
        return SaisieAction(
            type=self.type_.code,
            debut=dt.datetime.combine(lus["jour"], lus.get("heure") or MINUIT),
            duree_min=lus["duree_min"],
            dans_l_agenda=self.dans_l_agenda,
            pros=frozenset(pro.pk for pro in lus.get("pros") or ()),
            ressources=frozenset(ressource.pk for ressource in lus.get("ressources") or ()),
            vu=lus.get("vu", ""),
            n_pros=lus.get("n_pros") or 0,
            n_participants=lus["n_participants"],
            structure_type=lus["structure_type"] or (partenaire.type if partenaire else ""),
            structure_nom=lus["structure_nom"].strip() or (partenaire.nom if partenaire else ""),
            partenaire_id=partenaire.pk if partenaire else None,
            commune=lus["commune"] or (partenaire.commune_id or "" if partenaire else ""),
            jeune_id=lus["jeune"].pk if lus["jeune"] else None,
            consentement=Consentement(lus["accord"], lus["accord_par"], lus["accord_le"], lus["accord_moyen"]),
            precisions=self.precisions(),
            preparation_min=lus["preparation_min"],
            deplacement_min=lus["deplacement_min"],
            compte_rendu=lus["compte_rendu"],
            suite=lus["suite"],
            demande=self.demande.identifiant if self.demande else "",
            prevenir=bool(lus.get("prevenir")),
        )


def _depuis(demande: DemandeAppui | None) -> dict[str, Any]:
    """What a request already says of its action."""
    if demande is None:
        return {}
    return {
        "structure_nom": demande.structure_nom,
        "structure_type": referentiels.structure_du_demandeur(demande.demandeur),
        "partenaire": str(demande.partenaire_id or ""),
        "commune": demande.commune_id,
    }
