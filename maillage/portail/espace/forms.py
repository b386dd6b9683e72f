"""Forms of the space, short enough to be read aloud; and those of whoever keeps the accounts of families."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.comptes.referentiels import mesures, qualites
from maillage.liaison.champs import ChampDessin
from maillage.portail.espace.domain.rectification import LIBELLES_ETATS, REPONSES
from maillage.portail.espace.selectors.rectifications import EN_RETARD, OUVERTES, REPONDUES, FiltresRectifications
from maillage.portail.models import ReglageEspace, Rubrique
from maillage.socle.formulaires import ChampJour

ETATS = (("", "Toutes"), (OUVERTES, "À répondre"), (EN_RETARD, "En retard"), (REPONDUES, "Répondues"))


def zone(lignes: int = 4) -> forms.Textarea:
    """Return a text area of so many lines."""
    return forms.Textarea(attrs={"rows": lignes})


class ReponseForm(forms.Form):
    """Yes or no, and a word if one wishes; `empreinte` is the hash of the text on the screen."""

    reponse = forms.ChoiceField(
        label="Ma réponse",
        choices=[("ACCORD", "Oui, je suis d'accord"), ("DESACCORD", "Non, je ne suis pas d'accord")],
        widget=forms.RadioSelect,
    )
    commentaire = forms.CharField(label="Je veux dire quelque chose", required=False, widget=zone(3))
    dessin = ChampDessin(label="Ma signature, si je veux la dessiner")
    empreinte = forms.CharField(widget=forms.HiddenInput)


class MotForm(forms.Form):
    """A few words."""

    texte = forms.CharField(label="Mon avis", widget=zone(3))


class RetraitForm(forms.Form):
    """Why one changes one's mind, if one wishes to say it."""

    motif = forms.CharField(label="Pourquoi", required=False, widget=zone(2))


class SignalementForm(forms.Form):
    """What is not right."""

    texte = forms.CharField(max_length=2000, widget=zone(4))

    def __init__(self, *args: Any, libelle: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["texte"].label = libelle


class AccordProjetForm(forms.Form):
    """An answer to a project."""

    reponse = forms.ChoiceField(label="Ma réponse", widget=forms.RadioSelect)
    commentaire = forms.CharField(label="Je veux dire quelque chose", required=False, widget=zone(3))

    def __init__(self, *args: Any, choix: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reponse"].choices = choix  # type: ignore[attr-defined]


class PartageForm(forms.Form):
    """What one recipient may receive beyond what the text provides."""

    champs = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label="Je permets")

    def __init__(self, *args: Any, choix: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["champs"].choices = choix  # type: ignore[attr-defined]


class CodeForm(forms.Form):
    """Whom a code is for."""

    nom = forms.CharField(
        label="Prénom et nom de la personne",
        max_length=120,
        help_text="Comme sur la fiche de liaison : c'est ainsi que sa signature la retrouve.",
    )
    qualite = forms.ChoiceField(label="En quelle qualité")
    mesure = forms.ChoiceField(label="Décision du juge, pour un représentant légal", required=False)

    def __init__(self, *args: Any, majeur: bool | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.majeur = majeur
        choix = [(q.code, q.libelle) for q in qualites().values() if _va(q.code, majeur)]
        self.fields["qualite"].choices = [("", "Choisissez"), *choix]  # type: ignore[attr-defined]
        self.fields["mesure"].choices = [("", "Aucune"), *_mesures()]  # type: ignore[attr-defined]
        if not majeur:
            del self.fields["mesure"]

    def clean(self) -> dict[str, Any]:
        donnees: dict[str, Any] = super().clean() or {}
        tuteur = donnees.get("qualite") == "TUTEUR"
        if self.majeur and tuteur and not donnees.get("mesure"):
            self.add_error("mesure", "Ce jeune est majeur : dites quelle décision du juge permet de le représenter.")
        if not tuteur:
            donnees["mesure"] = ""
        return donnees


def _mesures() -> list[tuple[str, str]]:
    return [(m.code, f"{m.libelle} ({m.source})") for m in mesures().values()]


def _va(code: str, majeur: bool | None) -> bool:
    """A capacity is offered if it fits the age; both when the birth date is not known."""
    if majeur is None:
        return True
    return code in ({"JEUNE_MAJEUR", "TUTEUR"} if majeur else {"PARENT", "TUTEUR", "JEUNE_MINEUR"})


class ProtectionForm(forms.Form):
    """The decision of a judge that keeps a representative after majority."""

    mesure = forms.ChoiceField(label="Décision du juge", required=False)
    fin = ChampJour("Dernier jour de la mesure", required=False, help_text="Laissez vide si la décision n'en dit pas.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        vide = ("", "Aucune : l'accès s'arrête à 18 ans")
        self.fields["mesure"].choices = [vide, *_mesures()]  # type: ignore[attr-defined]


class RepondreForm(forms.Form):
    """What is decided, and why: the family reads it."""

    etat = forms.ChoiceField(
        label="Ce qui est décidé",
        choices=[(etat.value, LIBELLES_ETATS[etat]) for etat in REPONSES],
        widget=forms.RadioSelect,
    )
    reponse = forms.CharField(
        label="La réponse",
        widget=zone(5),
        help_text="La famille la lit telle quelle : des phrases courtes, la raison, ce qui a été changé.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ProlongerForm(forms.Form):
    """Why two more months are needed."""

    raison = forms.CharField(label="Pourquoi il faut plus de temps", max_length=300, widget=zone(2))
    version = forms.IntegerField(widget=forms.HiddenInput)


class FiltresRectificationsForm(forms.Form):
    """Search in the queue."""

    etat = forms.ChoiceField(label="État", required=False, choices=ETATS)
    rubrique = forms.ChoiceField(label="Page", required=False, choices=[("", "Toutes"), *Rubrique.choices])
    q = forms.CharField(label="Jeune", required=False)

    def filtres(self) -> FiltresRectifications:
        """Return the filters; a value that is not understood filters nothing. Without any, what is left to answer."""
        if not self.data:
            return FiltresRectifications()
        donnees = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return FiltresRectifications(donnees.get("etat", ""), donnees.get("rubrique", ""), donnees.get("q", ""))


class LivretForm(forms.Form):
    """The text of the livret and what changes; `numero_lu` is the version on the screen."""

    texte = forms.CharField(label="Texte du livret", max_length=40_000, widget=zone(24))
    note = forms.CharField(label="Ce qui change", max_length=200, required=False)
    numero_lu = forms.IntegerField(widget=forms.HiddenInput)


class ReglageForm(forms.ModelForm):
    """How the space speaks."""

    version_lue = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ReglageEspace
        fields = ["tutoiement", "nom_usage", "contact"]
        labels = {
            "tutoiement": "Dire « tu » aux jeunes",
            "nom_usage": "Nom que les familles connaissent",
            "contact": "À qui téléphoner",
        }
        help_texts = {
            "tutoiement": "Les familles sont toujours vouvoyées.",
            "nom_usage": "Par exemple le nom de la maison. Laissez vide pour garder le nom du dispositif.",
            "contact": "Un nom et un numéro, montrés en bas de chaque page de l'espace.",
        }
