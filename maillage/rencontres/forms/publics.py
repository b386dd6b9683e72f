"""The forms that anyone fills without account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone

from maillage.rencontres import referentiels
from maillage.rencontres.domain.inscription import SaisieInscription
from maillage.rencontres.forms.actes import mot_court, texte_long
from maillage.rencontres.selectors.evaluations import CRITERES

SEL = "maillage.rencontres.lecture"
TROP_VITE = "L'envoi est arrivé plus vite qu'on ne lit la page. Relisez, puis envoyez de nouveau : rien n'est perdu."
NOTES = [(1, "1, pas du tout"), (2, "2"), (3, "3"), (4, "4"), (5, "5, tout à fait")]


class SansRobot(forms.Form):
    """A field that only a robot fills, and a time that only a robot does not take."""

    lecture = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    site_web = forms.CharField(
        label="Laissez ce champ vide",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse, without losing anything, what was sent before anyone could read."""
        lus = super().clean() or self.cleaned_data
        montre = _montre(lus.get("lecture", ""))
        secondes = referentiels.reglages(timezone.localdate()).lecture_secondes
        if montre is None or timezone.now().timestamp() - montre < secondes:
            raise forms.ValidationError(TROP_VITE)
        return lus

    @property
    def jeton(self) -> str:
        """What the page carries: the moment it was first shown."""
        recu = str(self.data.get("lecture", "")) if self.is_bound else ""
        return recu if _montre(recu) is not None else signing.dumps(int(timezone.now().timestamp()), salt=SEL)

    @property
    def robot(self) -> bool:
        return bool(self.cleaned_data.get("site_web"))


def _montre(jeton: str) -> int | None:
    try:
        return int(signing.loads(jeton, salt=SEL))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _nom(label: str, completion: str) -> forms.CharField:
    saisie = forms.TextInput(attrs={"autocomplete": completion})
    return forms.CharField(label=label, max_length=80, widget=saisie)


class InscriptionPubliqueForm(SansRobot):
    """Who comes, without account: the mail is confirmed before anything counts."""

    prenom = _nom("Votre prénom", "given-name")
    nom = _nom("Votre nom", "family-name")
    fonction = mot_court("Votre fonction", maximum=120)
    structure = mot_court("Votre établissement, service ou association", aide="Vide si vous venez à titre personnel.")
    courriel = forms.EmailField(
        label="Votre courriel",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Écrivez une adresse comme nom@exemple.fr."},
    )
    attente = texte_long("Ce que vous attendez de cette rencontre", lignes=3, aide="Sans le nom d'un enfant.")

    def saisie(self) -> SaisieInscription:
        lus = self.cleaned_data
        return SaisieInscription(
            **{nom: lus[nom] for nom in ("prenom", "nom", "courriel", "fonction", "structure", "attente")}
        )


class PresenceForm(forms.Form):
    """The mail of the registration; the name, when several share it."""

    courriel = forms.EmailField(
        label="Votre courriel d'inscription",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Écrivez une adresse comme nom@exemple.fr."},
    )
    nom = forms.CharField(
        label="Votre nom",
        required=False,
        max_length=120,
        help_text="Seulement si plusieurs personnes sont inscrites avec cette adresse.",
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )


class VerifierForm(forms.Form):
    """The code of a certificate."""

    code = forms.CharField(
        label="Code de l'attestation",
        max_length=30,
        help_text="Douze signes, comme 7K3M-9Q2F-XB4T. Majuscules, tirets et espaces n'importent pas.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class EvaluationForm(forms.Form):
    """Four questions from 1 to 5, and free words."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for champ, libelle in CRITERES:
            self.fields[champ] = forms.TypedChoiceField(
                label=libelle, choices=NOTES, coerce=int, widget=forms.RadioSelect
            )
        self.fields["texte"] = texte_long(
            "Un mot, si vous voulez",
            lignes=4,
            aide="Ce qui vous servira, ce qui a manqué. Ni votre nom ni celui d'un enfant.",
        )


class AttenteForm(forms.Form):
    """What one expects, written or changed through one's own link."""

    attente = texte_long("Ce que vous attendez de cette rencontre", lignes=3, aide="Sans le nom d'un enfant.")
