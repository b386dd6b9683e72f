"""The forms that anyone fills without account: a request, a message, an evaluation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.demande import SaisieDemande
from maillage.appui_ressource.domain.nommage import noms_reperes
from maillage.appui_ressource.forms.communes import communes_nommees
from maillage.appui_ressource.forms.lecture import TROP_TARD, jeton_de_lecture, lisible, refus_de_lecture
from maillage.socle.pieces import ChampPiece

LONG = 4000
NATURES_JOINTES = frozenset({"PDF", "DOCX", "ODT", "PNG", "JPEG", "WEBP"})
MO = 1024 * 1024
UAI = r"^\d{7}[A-Za-z]$"


def _texte(lignes: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": lignes})


def _fichier() -> ChampPiece:
    taille = referentiels.reglages(timezone.localdate()).piece_mo * MO
    champ = ChampPiece("Un document utile", natures=NATURES_JOINTES, taille_max=taille, required=False, label_suffix="")
    champ.help_text = f"{champ.help_text} Sans le nom d'un enfant, ni dedans ni dans le nom du fichier."
    return champ


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
        maintenant = timezone.now()
        reglages = referentiels.reglages(timezone.localdate(maintenant))
        self._refus = refus_de_lecture(
            lus.get("lecture", ""), maintenant, secondes=reglages.lecture_secondes, heures=reglages.lecture_heures
        )
        if self._refus:
            raise forms.ValidationError(self._refus)
        return lus

    @property
    def jeton(self) -> str:
        """What the page carries: the moment it was first shown, or now when that is unknown or too old."""
        recu = str(self.data.get("lecture", "")) if self.is_bound else ""
        garde = recu and getattr(self, "_refus", "") != TROP_TARD and lisible(recu)
        return recu if garde else jeton_de_lecture(timezone.now())

    @property
    def robot(self) -> bool:
        return bool(self.cleaned_data.get("site_web"))

    def noms_reperes(self, *champs: str) -> tuple[str, ...]:
        """Return what looks like full names in these fields."""
        texte = "\n".join(self.cleaned_data.get(champ, "") for champ in champs)
        return noms_reperes(texte, referentiels.mots_connus())


class DemandeForm(SansRobot):
    """The public request. When the name of the commune means several, `commune_code` asks which."""

    demandeur = forms.ChoiceField(label="Vous êtes", choices=[])
    structure_nom = forms.CharField(
        label="Nom de votre structure",
        max_length=200,
        required=False,
        help_text="École, club, service… Laissez vide si vous êtes une famille.",
    )
    uai = forms.RegexField(
        UAI,
        label="Numéro UAI de l'école",
        required=False,
        help_text="Sept chiffres et une lettre, si vous le connaissez.",
        error_messages={"invalid": "Le numéro UAI a sept chiffres et une lettre, comme 0310001A."},
    )
    commune = forms.CharField(
        label="Commune où se passe la situation",
        max_length=120,
        help_text="Elle dit quel dispositif vous répond.",
    )
    commune_code = forms.ChoiceField(label="Laquelle ?", widget=forms.RadioSelect, choices=[])
    public = forms.ChoiceField(label="La situation concerne surtout", widget=forms.RadioSelect, choices=[])
    situation = forms.CharField(
        label="Que se passe-t-il ?",
        max_length=LONG,
        widget=_texte(5),
        help_text="Sans le nom ni le prénom d'un enfant : « un élève de CE1 » suffit.",
    )
    deja_tente = forms.CharField(label="Qu'avez-vous déjà essayé ?", max_length=LONG, required=False, widget=_texte(3))
    souhait = forms.ChoiceField(label="Ce qui vous aiderait", widget=forms.RadioSelect, choices=[])
    contact_nom = forms.CharField(
        label="Votre nom", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    courriel = forms.EmailField(
        label="Votre courriel",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Écrivez une adresse comme nom@exemple.fr."},
    )
    telephone = forms.CharField(
        label="Votre téléphone",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    fichier = _fichier()
    accepte_contact = forms.BooleanField(
        label="J'accepte d'être recontacté pour cette demande, et je n'ai écrit le nom d'aucun enfant."
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._proposer("demandeur", [("", "Choisissez…"), *referentiels.demandeurs()])
        self._proposer("public", referentiels.publics())
        self._proposer("souhait", referentiels.choix("souhaits"))
        saisie = str(self.data.get("commune", "")).strip()
        self.communes = communes_nommees(saisie) if saisie else []
        if len(self.communes) > 1:
            self._proposer("commune_code", [(commune.pk, str(commune)) for commune in self.communes])
            self.fields["commune_code"].error_messages["required"] = "Plusieurs communes portent ce nom : choisissez."
        else:
            del self.fields["commune_code"]

    def _proposer(self, nom: str, choix: list[tuple[str, str]]) -> None:
        self.fields[nom].choices = choix  # type: ignore[attr-defined]

    def clean_commune(self) -> str:
        if not self.communes:
            raise forms.ValidationError("Aucune commune de ce nom. Vérifiez l'écriture.")
        return str(self.cleaned_data["commune"])

    def noms(self) -> tuple[str, ...]:
        return self.noms_reperes("situation", "deja_tente")

    def saisie(self) -> SaisieDemande:
        """Return what the form says."""
        lus = self.cleaned_data
        textes = ("demandeur", "public", "situation", "souhait", "contact_nom", "courriel")
        facultatifs = ("structure_nom", "deja_tente", "telephone")
        return SaisieDemande(
            commune=lus.get("commune_code") or self.communes[0].pk,
            uai=lus["uai"].upper(),
            nom_signale=bool(self.noms()),
            **{champ: lus[champ].strip() for champ in (*textes, *facultatifs)},
        )


class MessageForm(SansRobot):
    """A message of the requester."""

    texte = forms.CharField(
        label="Votre message", max_length=LONG, widget=_texte(4), help_text="Sans le nom d'un enfant."
    )
    fichier = _fichier()

    def noms(self) -> tuple[str, ...]:
        return self.noms_reperes("texte")


class EvaluationForm(forms.Form):
    """What changed; `changement` comes ready from the link of the mail."""

    changement = forms.ChoiceField(
        label="Depuis l'appui, faites-vous autrement ?", widget=forms.RadioSelect, choices=[]
    )
    texte = forms.CharField(
        label="Que faites-vous de différent maintenant ?",
        max_length=LONG,
        required=False,
        widget=_texte(4),
        help_text="Avec vos mots, sans le nom d'un enfant.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["changement"].choices = referentiels.choix("changements")  # type: ignore[attr-defined]
