"""Forms of notification, contract, school meetings, exit and follow-up, ages, Creton, child protection."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db import models

from maillage.parcours.forms import VIDE, jour_d_aujourd_hui
from maillage.parcours.models import AccordSuivi, IssueContact, NatureRevision, TypeContrat
from maillage.parcours.referentiels.entree import choix, regles_echeances, types_notification
from maillage.socle.formulaires import ChampJour
from maillage.socle.pieces import IMAGES, ChampPiece
from maillage.socle.vocabulaire import Modalite
from maillage.territoire.sources import noms_des_departements


def choix_des_departements() -> list[tuple[str, str]]:
    """Return the départements by code."""
    return VIDE + [(code, f"{code} {nom}") for code, nom in noms_des_departements().items()]


def choix_des_contacts() -> list[tuple[int, str]]:
    """Return the contacts proposed after an exit."""
    return [(mois, f"{mois} mois après la sortie") for mois in regles_echeances(dt.date.today()).suivi_contacts_mois]


class NotificationForm(forms.Form):
    """A decision of the CDAPH, as the MDPH notified it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    type = forms.ChoiceField(label="Orientation vers", choices=[])
    departement = forms.ChoiceField(label="MDPH", choices=choix_des_departements, required=False)
    numero_dossier = forms.CharField(label="Numéro de dossier", max_length=40, required=False)
    decision = ChampJour("Décision du")
    debut = ChampJour("Valable du")
    fin = ChampJour("Valable jusqu'au", required=False)
    modalite_entree = forms.ChoiceField(
        label="Modalité d'entrée",
        choices=VIDE + list(Modalite.choices),
        required=False,
        help_text="Une notification vers un dispositif doit la dire.",
    )
    accord_le = ChampJour("Accord recueilli le", required=False, help_text="Avant l'orientation.")
    accord_par = forms.ChoiceField(
        label="Accord donné par", choices=VIDE + choix("notification", "accords"), required=False
    )
    document_remis_le = ChampJour("Document d'information remis le", required=False)
    fichier = ChampPiece("Copie de la notification", natures=IMAGES | {"PDF"}, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        types = [(code, type_.libelle) for code, type_ in types_notification().items()]
        self.fields["type"].choices = types  # type: ignore[attr-defined]


class ContratForm(forms.Form):
    type = forms.ChoiceField(label="Document", choices=TypeContrat.choices)
    remis_le = ChampJour("Remis le", initial=jour_d_aujourd_hui)
    signe_le = ChampJour("Signé le", required=False)


class SignatureForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    signe_le = ChampJour("Signé le", initial=jour_d_aujourd_hui)


class RevisionForm(forms.Form):
    nature = forms.ChoiceField(label="Nature", choices=NatureRevision.choices)
    le = ChampJour("Signée le", initial=jour_d_aujourd_hui)


class EssForm(forms.Form):
    le = ChampJour("Réunie le", initial=jour_d_aujourd_hui)
    gevasco = forms.BooleanField(label="Le GEVA-Sco a été rempli", required=False)
    suite = forms.CharField(label="Suite donnée", max_length=300, required=False)


class SortieForm(forms.Form):
    """The end of a phase; destination and follow-up only stand for an accompaniment."""

    fin = ChampJour("Dernier jour", initial=jour_d_aujourd_hui)
    motif = forms.ChoiceField(label="Motif", choices=VIDE + choix("sorties", "motifs"), required=False)
    destination = forms.ChoiceField(
        label="Destination", choices=VIDE + choix("sorties", "destinations"), required=False
    )
    precision = forms.CharField(
        label="Précision sur la destination", max_length=120, required=False, help_text="Nom du service, par exemple."
    )
    suivi = forms.ChoiceField(
        label="Prendre des nouvelles pendant trois ans",
        choices=AccordSuivi.choices,
        required=False,
        help_text="Proposé à la sortie. Un refus arrête les contacts.",
    )


class AccordSuiviForm(forms.Form):
    suivi = forms.ChoiceField(label="Réponse", choices=[(c.value, c.label) for c in AccordSuivi if c.value])
    le = ChampJour("Donnée le", initial=jour_d_aujourd_hui)


class ContactForm(forms.Form):
    mois = forms.TypedChoiceField(label="Contact", choices=choix_des_contacts, coerce=int)
    le = ChampJour("Le", initial=jour_d_aujourd_hui)
    issue = forms.ChoiceField(label="Issue", choices=IssueContact.choices)
    moyen = forms.ChoiceField(label="Moyen", choices=VIDE + choix("sorties", "moyens"), required=False)
    note = forms.CharField(label="En quelques mots", max_length=300, required=False)


class JalonForm(forms.Form):
    fait_le = ChampJour("Fait le", initial=jour_d_aujourd_hui)


class MaintienForm(forms.Form):
    decision = ChampJour("Décision de la CDAPH du")
    debut = ChampJour("Premier jour du maintien", help_text="À 20 ans, ou à la limite d'âge de l'autorisation.")
    fin = ChampJour("Dernier jour", required=False)
    orientation = forms.ChoiceField(
        label="Orientation pour adultes décidée", choices=VIDE + choix("sorties", "orientations")
    )
    attente = forms.CharField(label="Où une place est attendue", max_length=200, required=False)


class ModifierMaintienForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    decision = ChampJour("Décision de la CDAPH du")
    fin = ChampJour("Dernier jour", required=False)
    orientation = forms.ChoiceField(
        label="Orientation pour adultes décidée", choices=VIDE + choix("sorties", "orientations")
    )
    attente = forms.CharField(label="Où une place est attendue", max_length=200, required=False)


class FinMaintienForm(forms.Form):
    sortie_le = ChampJour("Solution trouvée le", initial=jour_d_aujourd_hui)
    solution = forms.ChoiceField(label="Solution", choices=VIDE + choix("sorties", "solutions"))


class MesureForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    type = forms.ChoiceField(label="Mesure", choices=VIDE + choix("protection", "mesures"))
    departement = forms.ChoiceField(label="Département", choices=choix_des_departements, required=False)
    autorite = forms.ChoiceField(label="Qui décide et signe", choices=VIDE + choix("protection", "autorites"))
    referent = forms.CharField(label="Référent ou référente de l'ASE", max_length=120, required=False)
    coordonnees = forms.CharField(label="Comment le ou la joindre", max_length=120, required=False)
    projet_enfant = forms.BooleanField(label="Le projet pour l'enfant est établi", required=False)
    debut = ChampJour("Depuis le")
    fin = ChampJour("Jusqu'au", required=False)


class ConfirmerForm(forms.Form):
    """Nothing to say: the act itself."""


def initial_de(form: type[forms.Form], objet: models.Model) -> dict[str, Any]:
    """Return the values of a form for what is already written: the fields that both name alike."""
    return {nom: getattr(objet, nom) for nom in form.base_fields if hasattr(objet, nom)}
