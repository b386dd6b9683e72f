"""Forms of accounts; their choices are only what the acting person may give."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from maillage.comptes import permissions
from maillage.comptes.droits import ROLES
from maillage.comptes.models import Habilitation
from maillage.comptes.selectors import ETAT_FERMES, ETAT_FIN_PROCHE, ETAT_TOUS, FiltrePersonnes
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.formulaires import ChampJour
from maillage.socle.models import NatureTrace
from maillage.socle.selectors import FiltreJournal
from maillage.structures import selectors as structures
from maillage.territoire.sources import noms_des_departements

ETATS = (
    ("", "Comptes ouverts"),
    (ETAT_FIN_PROCHE, "Une habilitation finit bientôt"),
    (ETAT_FERMES, "Comptes fermés"),
    (ETAT_TOUS, "Tous"),
)


def choix_de_dispositifs(acteur: Acteur, section: str, acces: Acces = Acces.LECTURE) -> list[tuple[str, str]]:
    """Return (primary key, name) of the dispositifs where the section is open to the person."""
    lignes = structures.dispositifs_visibles(acteur, section, acces).values_list("pk", "nom")
    return [(str(pk), nom) for pk, nom in lignes]


class HabilitationForm(forms.ModelForm):
    """A role, where, from when to when."""

    role = forms.ChoiceField(label="Rôle")
    departements = forms.MultipleChoiceField(
        label="Départements",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Pour un rôle qui s'exerce par département.",
    )
    debut = ChampJour("Premier jour", initial=timezone.localdate)
    fin = ChampJour("Dernier jour", required=False, help_text="Laissez vide si vous ne savez pas encore.")

    class Meta:
        model = Habilitation
        fields = ["role", "dispositif", "organisme", "departements", "debut", "fin"]
        labels = {"dispositif": "Dispositif", "organisme": "Organisme gestionnaire"}

    def __init__(self, *args: Any, acteur: Acteur, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = permissions.roles_accordables(acteur)
        choix = [(role.code, f"{role.libelle} : {role.description}") for role in roles]
        self.fields["role"].choices = [("", "Choisissez un rôle"), *choix]  # type: ignore[attr-defined]
        dispositifs = acteur.dispositifs("comptes", Acces.ECRITURE)
        if dispositifs is None:
            self.fields["dispositif"].help_text = "Pour un rôle qui s'exerce dans un dispositif."
            self.fields["organisme"].help_text = "Pour le rôle d'organisme gestionnaire."
            self.fields["departements"].choices = _choix_de_departements()  # type: ignore[attr-defined]
            return
        del self.fields["organisme"], self.fields["departements"]
        champ = self.fields["dispositif"]
        champ.queryset = champ.queryset.filter(pk__in=dispositifs)  # type: ignore[attr-defined]
        champ.required = True

    def clean(self) -> dict[str, Any]:
        donnees: dict[str, Any] = super().clean() or {}
        if not self.errors and not permissions.cible_coherente(donnees["role"], **_ou(donnees)):
            self.add_error("role", _ou_s_exerce(donnees["role"]))
        debut, fin = donnees.get("debut"), donnees.get("fin")
        if debut and fin and fin < debut:
            self.add_error("fin", "Le dernier jour vient avant le premier : choisissez une date plus tardive.")
        return donnees

    def habilitation(self) -> dict[str, Any]:
        """Return the arguments of `services.donner_habilitation`."""
        donnees = self.cleaned_data
        return {
            "role": donnees["role"],
            **_ou(donnees),
            "debut": donnees["debut"],
            "fin": donnees.get("fin"),
        }


def _ou(donnees: dict[str, Any]) -> dict[str, Any]:
    return {
        "dispositif_id": _pk(donnees.get("dispositif")),
        "organisme_id": _pk(donnees.get("organisme")),
        "departements": donnees.get("departements") or [],
    }


def _choix_de_departements() -> list[tuple[str, str]]:
    """The départements that have a dispositif."""
    noms = noms_des_departements()
    return [(code, f"{noms.get(code, '')} ({code})".strip()) for code in structures.departements_des_dispositifs()]


def _pk(objet: Any) -> int | None:
    return objet.pk if objet is not None else None


def _ou_s_exerce(role: str) -> str:
    lieux = {
        "DISPOSITIF": "Ce rôle s'exerce dans un dispositif : choisissez-le, et laissez l'organisme vide.",
        "ORGANISME": "Ce rôle s'exerce pour un organisme gestionnaire : choisissez-le, et laissez le dispositif vide.",
        "DEPARTEMENT": "Ce rôle s'exerce par département : cochez au moins un département, et rien d'autre.",
        "TOUT": "Ce rôle s'exerce partout : laissez le dispositif, l'organisme et les départements vides.",
    }
    return lieux[ROLES[role].portee]


class OuvrirCompteForm(HabilitationForm):
    """A new account and its first habilitation."""

    nom = forms.CharField(label="Nom affiché", max_length=120, help_text="Prénom et nom, comme l'équipe les dit.")
    email = forms.EmailField(label="Adresse électronique", help_text="Elle sert à se connecter.")
    field_order = ["nom", "email", "role", "dispositif", "organisme", "departements", "debut", "fin"]


class FinForm(forms.Form):
    """The last day of an habilitation."""

    fin = ChampJour("Dernier jour", required=False, help_text="Laissez vide pour ne pas fixer de fin.")


class FiltrePersonnesForm(forms.Form):
    """Search among accounts."""

    q = forms.CharField(label="Nom ou adresse", required=False)
    role = forms.ChoiceField(label="Rôle", required=False)
    dispositif = forms.ChoiceField(label="Dispositif", required=False)
    etat = forms.ChoiceField(label="État", required=False, choices=ETATS)

    def __init__(self, *args: Any, acteur: Acteur, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = [(role.code, role.libelle) for role in ROLES.values()]
        self.fields["role"].choices = [("", "Tous les rôles"), *roles]  # type: ignore[attr-defined]
        dispositifs = choix_de_dispositifs(acteur, "comptes")
        self.fields["dispositif"].choices = [("", "Tous les dispositifs"), *dispositifs]  # type: ignore[attr-defined]

    def filtre(self) -> FiltrePersonnes:
        """Return the filter; a value outside the choices filters nothing."""
        donnees = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return FiltrePersonnes(
            recherche=donnees.get("q", ""),
            role=donnees.get("role", ""),
            dispositif_id=int(donnees["dispositif"]) if donnees.get("dispositif") else None,
            etat=donnees.get("etat", ""),
        )


class FiltreJournalForm(forms.Form):
    """Search in the journal."""

    qui = forms.CharField(label="Qui", required=False)
    acte = forms.CharField(label="Quoi", required=False, help_text="Un mot de l'acte, par exemple « confirmer ».")
    nature = forms.ChoiceField(label="Nature", required=False, choices=[("", "Toutes"), *NatureTrace.choices])
    dispositif = forms.ChoiceField(label="Dispositif", required=False)
    jeune = forms.IntegerField(label="Numéro du jeune", required=False, min_value=1)
    debut = ChampJour("Du", required=False)
    fin = ChampJour("Au", required=False)

    def __init__(self, *args: Any, acteur: Acteur, **options: Any) -> None:
        super().__init__(*args, **options)
        dispositifs = choix_de_dispositifs(acteur, "journal")
        self.fields["dispositif"].choices = [("", "Tous les dispositifs"), *dispositifs]  # type: ignore[attr-defined]

    def filtre(self) -> FiltreJournal:
        """Return the filter; a value that is not understood filters nothing and is said beside its field."""
        donnees = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        fin: dt.date | None = donnees.get("fin")
        return FiltreJournal(
            qui=donnees.get("qui", ""),
            acte=donnees.get("acte", ""),
            nature=donnees.get("nature", ""),
            dispositif_id=int(donnees["dispositif"]) if donnees.get("dispositif") else None,
            jeune_id=donnees.get("jeune"),
            debut=donnees.get("debut"),
            fin=fin,
        )
