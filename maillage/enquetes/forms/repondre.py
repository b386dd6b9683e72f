"""The form of one page of a questionnaire, made from its questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from maillage.enquetes.domain.erreurs import ErreurEnquete
from maillage.enquetes.domain.questionnaire import QuestionEnquete, TypeQuestion
from maillage.enquetes.domain.reponses import INCONNU, bornes_en_mots, lire_reponse

SANS_REPONSE = ("", "Je ne réponds pas")
ATTENDUE = "Cette question attend une réponse."
LIGNE_ATTENDUE = "Cette ligne attend une réponse."


class EtapeForm(forms.Form):
    """The questions shown on one page; a line of a table of choices is a field of its own."""

    use_required_attribute = False

    def __init__(
        self, questions: Sequence[QuestionEnquete], *, donnees: Any = None, contenu: Mapping[str, Any] | None = None
    ) -> None:
        self.questions = questions
        super().__init__(donnees, initial=en_champs(questions, contenu or {}))
        for question in questions:
            self.fields.update(champs_de(question))

    def groupes(self) -> list[tuple[QuestionEnquete, list[forms.BoundField]]]:
        """Return each question with its fields, as the page draws them."""
        return [(question, [self[nom] for nom in champs_de(question)]) for question in self.questions]

    def saisi(self) -> dict[str, Any]:
        """Return what was typed, as it was typed, by question: what a page keeps even when it is wrong."""
        return {question.code: self._saisi(question) for question in self.questions}

    def _saisi(self, question: QuestionEnquete) -> Any:
        if question.type is TypeQuestion.MATRICE:
            lus = {ligne.code: self[f"{question.code}__{ligne.code}"].data for ligne in question.lignes}
            return {ligne: valeur for ligne, valeur in lus.items() if valeur}
        return self[question.code].data

    def clean(self) -> dict[str, Any]:
        for question in self.questions:
            if any(nom in self.errors for nom in champs_de(question)):
                continue
            try:
                lire_reponse(question, self._saisi(question))
            except ErreurEnquete as refus:
                self.add_error(next(iter(champs_de(question))), refus.message)
        return self.cleaned_data


def en_champs(questions: Sequence[QuestionEnquete], contenu: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the fields for what is already answered."""
    valeurs: dict[str, Any] = {}
    for question in questions:
        valeur = contenu.get(question.code)
        if question.type is not TypeQuestion.MATRICE:
            valeurs[question.code] = valeur
        elif isinstance(valeur, Mapping):
            valeurs |= {f"{question.code}__{ligne}": choix for ligne, choix in valeur.items()}
    return valeurs


def champs_de(question: QuestionEnquete) -> dict[str, forms.Field]:
    """Return the fields of a question, by name."""
    if question.type is TypeQuestion.MATRICE:
        return {
            f"{question.code}__{ligne.code}": _radios(question, ligne.libelle, attendue=LIGNE_ATTENDUE)
            for ligne in question.lignes
        }
    return {question.code: _champ(question)}


def _champ(question: QuestionEnquete) -> forms.Field:
    mots: dict[str, Any] = {
        "label": question.libelle,
        "help_text": question.aide,
        "required": question.obligatoire,
        "error_messages": {"required": ATTENDUE, "invalid_choice": INCONNU},
    }
    if question.type is TypeQuestion.MULTIPLE:
        choix = [(c.code, c.libelle) for c in question.choix]
        return forms.MultipleChoiceField(choices=choix, widget=forms.CheckboxSelectMultiple, **mots)
    if question.type is TypeQuestion.NOMBRE:
        unite = f"En {question.unite}" if question.unite else ""
        mots["help_text"] = ". ".join(
            m for m in (question.aide.rstrip("."), unite, bornes_en_mots(question).capitalize()) if m
        )
        return forms.CharField(
            max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "enq-nombre"}), **mots
        )
    if question.type is TypeQuestion.TEXTE:
        avis = f"{question.longueur} signes au plus. N'écrivez le nom de personne."
        mots["help_text"] = f"{question.aide} {avis}".strip()
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **mots)
    return _radios(question, question.libelle, attendue=ATTENDUE, aide=question.aide)


def _radios(question: QuestionEnquete, libelle: str, *, attendue: str, aide: str = "") -> forms.ChoiceField:
    choix = [(c.code, c.libelle) for c in question.modalites]
    return forms.ChoiceField(
        label=libelle,
        help_text=aide,
        required=question.obligatoire,
        choices=choix if question.obligatoire else [*choix, SANS_REPONSE],
        widget=forms.RadioSelect,
        error_messages={"required": attendue, "invalid_choice": INCONNU},
    )
