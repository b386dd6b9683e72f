"""Forms of the FAQ."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from maillage.bibliotheque import referentiels, services
from maillage.bibliotheque.domain.vocabulaire import LIBELLES_STATUT, StatutReponse
from maillage.bibliotheque.forms.actes import ANNEES, FormulaireActe, texte_long
from maillage.bibliotheque.models import QuestionFaq
from maillage.bibliotheque.referentiels.faq import questions_livrees
from maillage.bibliotheque.services.faq import question_posee
from maillage.socle.formulaires import ChampJour

STATUTS = [(code.value, mots) for code, mots in LIBELLES_STATUT.items()]
DONNEES = [choix for choix in STATUTS if choix[0] != StatutReponse.REMPLACEE]


def _exemples() -> list[tuple[str, str]]:
    choix = [(livree.code, livree.question) for livree in questions_livrees().values() if livree.exemple]
    return [("", "Aucun : la réponse ne donne pas de chiffre"), *choix]


class RepondreForm(FormulaireActe):
    """A new answer: the one before stays readable, as replaced."""

    nom_page = "Donner une nouvelle réponse"
    bouton = "Publier la réponse"
    phrase = "Elle est montrée à la place de l'ancienne, qui reste lisible avec sa date. Sans le nom d'un enfant."
    cible: QuestionFaq

    reponse = texte_long(
        "Réponse", lignes=8, requis=True, aide="« - » pour une liste, une ligne vide entre paragraphes."
    )
    statut = forms.ChoiceField(label="Ce qu'elle vaut", choices=STATUTS)
    source = forms.CharField(label="D'où elle vient", max_length=300, help_text="Un texte, un courrier, une rencontre.")
    le = ChampJour("Répondue le", annees=ANNEES)

    def depart(self) -> dict[str, Any]:
        return {"le": timezone.localdate(), "statut": StatutReponse.PROVISOIRE}

    def accomplir(self) -> str:
        lus = self.cleaned_data
        services.repondre(
            self.acteur, self.cible, texte=lus["reponse"], statut=lus["statut"], source=lus["source"], le=lus["le"]
        )
        return "La réponse est publiée."


class NouvelleQuestionForm(RepondreForm):
    """A question with its first answer."""

    nom_page = "Ajouter une question"
    bouton = "Publier"
    phrase = "Une question du terrain et sa réponse, lisibles sans compte. Sans le nom d'un enfant."

    question = forms.CharField(label="Question", max_length=300)
    theme = forms.ChoiceField(label="Thème", choices=referentiels.choix_themes)
    chiffre = forms.BooleanField(label="La réponse donne un chiffre", required=False)
    exemple = forms.ChoiceField(
        label="Exemple recompté",
        required=False,
        choices=_exemples,
        help_text="Un agenda d'exemple livré avec le logiciel, recompté à chacun de ses essais.",
    )
    field_order = ("question", "theme", "reponse", "chiffre", "exemple", "statut", "source", "le")

    def preparer(self) -> None:
        self.fields["statut"].choices = DONNEES  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        lus = super().clean() or {}
        if lus.get("chiffre") and not lus.get("exemple"):
            self.add_error("exemple", "Une réponse qui donne un chiffre s'accompagne d'un exemple : choisissez-en un.")
        if lus.get("question") and question_posee(lus["question"]) is not None:
            self.add_error("question", "Cette question est déjà dans la FAQ : ajoutez-lui une réponse.")
        return lus

    def accomplir(self) -> str:
        lus = self.cleaned_data
        self.cible = services.proposer_question(
            acteur=self.acteur,
            question=lus["question"],
            reponse=lus["reponse"],
            statut=lus["statut"],
            source=lus["source"],
            theme=lus["theme"],
            date=lus["le"],
            exemple=lus["exemple"] if lus["chiffre"] else "",
        )
        return "La question est publiée."


class ModifierQuestionForm(FormulaireActe):
    """The words of a question, where it stands, whether it is shown."""

    nom_page = "Modifier la question"
    phrase = "La réponse ne change pas : pour cela, donnez-en une nouvelle."
    cible: QuestionFaq

    texte = forms.CharField(label="Question", max_length=300)
    theme = forms.ChoiceField(label="Thème", choices=referentiels.choix_themes)
    comptage = forms.BooleanField(label="La réponse donne un chiffre", required=False)
    exemple = forms.ChoiceField(label="Exemple recompté", required=False, choices=_exemples)
    visible = forms.BooleanField(label="Montrée à tous", required=False)

    def depart(self) -> dict[str, Any]:
        return {nom: getattr(self.cible, nom) for nom in ("texte", "theme", "comptage", "exemple", "visible")}

    def accomplir(self) -> str:
        services.modifier_question(self.acteur, self.cible, **self.cleaned_data)
        return "La question est modifiée."
