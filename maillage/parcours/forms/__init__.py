"""Forms of the acts on a path; each error stands beside its field."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from maillage.parcours.domain.identite import Identite
from maillage.parcours.models import Jeune
from maillage.parcours.models.faits import LieuModalite
from maillage.parcours.models.jeune import Sexe
from maillage.parcours.selectors.liste import MES_JEUNES, SANS_PHASE, TOUS_LES_JEUNES
from maillage.socle.formulaires import ChampJour
from maillage.socle.vocabulaire import CodeScolarite, CritereComplexite, Modalite, TypePhase
from maillage.territoire import selectors as territoire
from maillage.territoire.domain.noms import nom_de_recherche

VIDE = [("", "—")]
COMMUNES_PROPOSEES = 5
CHAMPS_IDENTITE = ("nom", "prenom", "naissance", "sexe", "commune", "nom_usage", "ins")


def jour_d_aujourd_hui() -> dt.date:
    return timezone.localdate()


class IdentiteForm(forms.Form):
    """Identity; `commune` is read as a COG code or a name, and resolved."""

    nom = forms.CharField(label="Nom", max_length=80)
    prenom = forms.CharField(label="Prénom", max_length=80)
    nom_usage = forms.CharField(
        label="Nom d'usage", max_length=80, required=False, help_text="Si on l'appelle autrement que par son nom."
    )
    naissance = ChampJour("Date de naissance", required=False)
    sexe = forms.ChoiceField(label="Sexe", choices=VIDE + list(Sexe.choices), required=False)
    commune = forms.CharField(
        label="Commune du domicile",
        required=False,
        max_length=120,
        help_text="Nom ou code INSEE. Elle ne sert qu'aux comptes par commune.",
    )
    ins = forms.CharField(
        label="Matricule INS",
        required=False,
        max_length=21,
        help_text="Quinze caractères, s'il est connu et qualifié. Il ne se montre que sur cette page.",
    )

    def clean_ins(self) -> str:
        """Return the number without the spaces that people write in it."""
        return "".join(self.cleaned_data["ins"].split()).upper()

    def clean_commune(self) -> str:
        """Return the COG code of the commune written by name or code."""
        saisie = self.cleaned_data["commune"].strip()
        return _code_commune(saisie) if saisie else ""

    def identite(self) -> Identite:
        return Identite(**{nom: self.cleaned_data[nom] for nom in CHAMPS_IDENTITE})


def _code_commune(saisie: str) -> str:
    if commune := territoire.commune_par_code(saisie.upper()):
        return commune.pk
    proches = territoire.rechercher_communes(saisie)
    cherche = nom_de_recherche(saisie)
    trouvees = [commune for commune in proches if nom_de_recherche(commune.nom) == cherche] or proches
    if len(trouvees) == 1:
        return trouvees[0].pk
    if not trouvees:
        raise forms.ValidationError("Aucune commune de ce nom ou de ce code. Vérifiez l'écriture.")
    choix = ", ".join(f"{commune.pk} pour {commune}" for commune in trouvees[:COMMUNES_PROPOSEES])
    raise forms.ValidationError(f"Plusieurs communes répondent à ce nom. Écrivez le code : {choix}.")


class CreerJeuneForm(IdentiteForm):
    type_phase = forms.ChoiceField(label="Première phase", choices=TypePhase.choices, initial="ACCOMPAGNEMENT")
    debut = ChampJour("Premier jour de cette phase", initial=jour_d_aujourd_hui)


class OuvrirPhaseForm(forms.Form):
    type_phase = forms.ChoiceField(label="Phase", choices=TypePhase.choices)
    debut = ChampJour("Premier jour", initial=jour_d_aujourd_hui)
    creton = forms.BooleanField(
        label="Maintien au titre de l'amendement Creton", required=False, help_text="Dès 20 ans, faute de place adulte."
    )


class OuvrirModaliteForm(forms.Form):
    modalite = forms.ChoiceField(label="Modalité", choices=Modalite.choices)
    lieu = forms.ChoiceField(label="Lieu", choices=LieuModalite.choices, initial=LieuModalite.INTRA)
    debut = ChampJour("Premier jour", initial=jour_d_aujourd_hui)
    fin = ChampJour("Dernier jour", required=False, help_text="Laissez vide si la modalité reste ouverte.")


class FinForm(forms.Form):
    fin = ChampJour("Dernier jour", initial=jour_d_aujourd_hui)


class ChangerModaliteForm(forms.Form):
    modalite = forms.ChoiceField(label="Nouvelle modalité", choices=Modalite.choices)
    lieu = forms.ChoiceField(label="Lieu", choices=LieuModalite.choices, initial=LieuModalite.INTRA)
    le = ChampJour(
        "Premier jour de la nouvelle modalité",
        initial=jour_d_aujourd_hui,
        help_text="L'ancienne modalité s'arrête la veille.",
    )


class ScolariteForm(forms.Form):
    code = forms.ChoiceField(label="Mode de scolarisation", choices=CodeScolarite.choices)
    etablissement = forms.CharField(label="École, collège ou lycée", max_length=200, required=False)
    uai = forms.CharField(label="Code UAI", max_length=8, required=False)
    debut = ChampJour("Depuis le", initial=jour_d_aujourd_hui)


class CritereForm(forms.Form):
    critere = forms.ChoiceField(label="Critère", choices=CritereComplexite.choices)
    debut = ChampJour("Depuis le", initial=jour_d_aujourd_hui)


class FiltresForm(forms.Form):
    """Search and filters of the list, as words in the address."""

    recherche = forms.CharField(label="Nom ou prénom", required=False, widget=forms.SearchInput())
    phase = forms.ChoiceField(
        label="Phase",
        required=False,
        choices=[("", "Toutes"), *TypePhase.choices, (SANS_PHASE, "Sans phase en cours")],
    )
    modalite = forms.ChoiceField(label="Modalité", required=False, choices=[("", "Toutes"), *Modalite.choices])
    equipe = forms.ChoiceField(
        label="Équipe",
        required=False,
        choices=[
            ("", "Selon mon rôle"),
            (MES_JEUNES, "Les jeunes de mes équipes"),
            (TOUS_LES_JEUNES, "Tous les jeunes"),
        ],
    )


def initial_identite(jeune: Jeune) -> dict[str, Any]:
    """Values of IdentiteForm for someone already known."""
    champs = ("nom", "nom_usage", "prenom", "naissance", "sexe", "ins")
    return {**{champ: getattr(jeune, champ) for champ in champs}, "commune": jeune.commune_id or ""}
