"""Forms of the builder: a section, a question and its condition. Choices are written one a line; their codes follow by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from maillage.enquetes import services
from maillage.enquetes.domain.edition import nouveau_code, poser_question, poser_section
from maillage.enquetes.domain.lecture import CHOIX_MAX, ECHELLE_MAX, LIBELLE_MAX, LIGNES_MAX, LONGUEUR_MAX
from maillage.enquetes.domain.questionnaire import (
    A_CHOIX,
    SOURCES,
    ChoixReponse,
    ConditionAffichage,
    QuestionEnquete,
    Questionnaire,
    SectionEnquete,
    TypeQuestion,
)
from maillage.enquetes.forms.actes import FormulaireActe, texte_long

PROPRES: dict[TypeQuestion, tuple[str, ...]] = {
    TypeQuestion.UNIQUE: ("choix",),
    TypeQuestion.MULTIPLE: ("choix",),
    TypeQuestion.ECHELLE: ("bas", "haut", "libelle_bas", "libelle_haut"),
    TypeQuestion.MATRICE: ("lignes", "choix"),
    TypeQuestion.NOMBRE: ("unite", "minimum", "maximum", "decimales"),
    TypeQuestion.TEXTE: ("longueur",),
}
"""The fields of each type."""


class QuestionnaireForm(FormulaireActe):
    """The title and the words that everyone reads first."""

    titre = "Titre et présentation"
    phrase = "Ce que lit la personne interrogée avant la première question."
    nom = forms.CharField(label="Titre du questionnaire", max_length=LIBELLE_MAX)
    texte = texte_long(
        "Présentation", lignes=6, aide="Pourquoi cette enquête, combien de temps, ce qui sera fait des réponses."
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def depart(self) -> dict[str, Any]:
        questionnaire = self.cible.questionnaire
        return {"nom": questionnaire.titre, "texte": questionnaire.texte, "revision": self.cible.revision}

    def accomplir(self) -> str:
        lu = self.cleaned_data
        questionnaire = replace(self.cible.questionnaire, titre=lu["nom"], texte=lu["texte"])
        services.ecrire_brouillon(self.acteur, self.cible, questionnaire, revision=lu["revision"])
        return "Le titre et la présentation sont enregistrés."


class SectionForm(FormulaireActe):
    """A section: one page of the questionnaire, or more."""

    titre = "Section"
    phrase = "Une section est une page du questionnaire : un titre, quelques mots, des questions."
    nom = forms.CharField(label="Titre de la section", max_length=LIBELLE_MAX)
    texte = texte_long("Mots d'introduction", lignes=3)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, section: SectionEnquete | None, **options: Any) -> None:
        self.section = section
        super().__init__(*args, **options)

    def depart(self) -> dict[str, Any]:
        revision = {"revision": self.cible.revision}
        return {"nom": self.section.titre, "texte": self.section.texte, **revision} if self.section else revision

    def accomplir(self) -> str:
        lu, questionnaire = self.cleaned_data, self.cible.questionnaire
        code = self.section.code if self.section else nouveau_code(questionnaire, "s")
        refait = poser_section(questionnaire, SectionEnquete(code, lu["nom"], lu["texte"]))
        services.ecrire_brouillon(self.acteur, self.cible, refait, revision=lu["revision"])
        return "La section est enregistrée."


class QuestionForm(FormulaireActe):
    """A question of one type; only the fields of that type are drawn."""

    titre = "Question"
    phrase = "Une idée par question, des mots simples."
    libelle = forms.CharField(label="Question", max_length=LIBELLE_MAX)
    aide = forms.CharField(label="Précision sous la question", max_length=LIBELLE_MAX, required=False)
    obligatoire = forms.BooleanField(label="Réponse obligatoire", required=False)
    lignes = texte_long("Lignes du tableau", lignes=6, requis=True, aide=f"Une par ligne, {LIGNES_MAX} au plus.")
    choix = texte_long(
        "Choix proposés",
        lignes=6,
        requis=True,
        aide=f"Un par ligne, {CHOIX_MAX} au plus. Corriger les mots d'un choix garde ses réponses comparables d'une vague à l'autre.",
    )
    bas = forms.IntegerField(label="Premier degré", min_value=0, max_value=99)
    haut = forms.IntegerField(
        label="Dernier degré", min_value=1, max_value=100, help_text=f"{ECHELLE_MAX} degrés au plus."
    )
    libelle_bas = forms.CharField(label="Mots du premier degré", max_length=60, required=False)
    libelle_haut = forms.CharField(label="Mots du dernier degré", max_length=60, required=False)
    unite = forms.CharField(
        label="Unité", max_length=40, required=False, help_text="Écrite après la case : jeunes, heures, %."
    )
    minimum = forms.DecimalField(label="Plus petite valeur acceptée", required=False, max_digits=12, decimal_places=4)
    maximum = forms.DecimalField(label="Plus grande valeur acceptée", required=False, max_digits=12, decimal_places=4)
    decimales = forms.IntegerField(label="Chiffres après la virgule", min_value=0, max_value=4)
    longueur = forms.IntegerField(label="Nombre de signes au plus", min_value=1, max_value=LONGUEUR_MAX)
    si = forms.MultipleChoiceField(
        label="Montrer seulement si",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sous une même question, l'une ou l'autre des réponses suffit ; sous deux questions, il faut les deux.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, section: str, type_: TypeQuestion, question: QuestionEnquete | None, **options: Any
    ) -> None:
        self.section, self.type_, self.question = section, type_, question
        super().__init__(*args, **options)

    def depart(self) -> dict[str, Any]:
        question = self.question or QuestionEnquete("", self.type_, "")
        lus = {nom: getattr(question, nom) for nom in self.base_fields if hasattr(question, nom)}
        lus |= {nom: "\n".join(choix.libelle for choix in getattr(question, nom)) for nom in ("choix", "lignes")}
        lus["si"] = [f"{c.question}:{choix}" for c in question.si for choix in c.parmi]
        return {**lus, "revision": self.cible.revision}

    def preparer(self) -> None:
        for propres in PROPRES.values():
            for nom in set(propres) - set(PROPRES[self.type_]):
                self.fields.pop(nom, None)
        sources = [q for q in self._avant() if q.type in SOURCES]
        if not sources:
            self.fields.pop("si")
            return
        self.fields["si"].choices = [  # type: ignore[attr-defined]
            (source.libelle, [(f"{source.code}:{choix.code}", choix.libelle) for choix in source.modalites])
            for source in sources
        ]

    def _avant(self) -> list[QuestionEnquete]:
        """Return the questions that a condition may read: before this one, or, for a new one, down to the end of its section."""
        questionnaire: Questionnaire = self.cible.questionnaire
        if self.question is not None:
            return questionnaire.avant(self.question.code)
        codes = [section.code for section in questionnaire.sections]
        jusqu_a = codes.index(self.section) + 1 if self.section in codes else len(codes)
        return [q for section in questionnaire.sections[:jusqu_a] for q in section.questions]

    def accomplir(self) -> str:
        lu, questionnaire = self.cleaned_data, self.cible.questionnaire
        ancienne = self.question
        propres: dict[str, Any] = {nom: lu[nom] for nom in PROPRES[self.type_] if nom not in {"choix", "lignes"}}
        if self.type_ in A_CHOIX:
            propres["choix"] = coder(lu["choix"], ancienne.choix if ancienne else (), "c")
        if self.type_ is TypeQuestion.MATRICE:
            propres["lignes"] = coder(lu["lignes"], ancienne.lignes if ancienne else (), "l")
        question = QuestionEnquete(
            code=ancienne.code if ancienne else nouveau_code(questionnaire, "q"),
            type=self.type_,
            libelle=lu["libelle"],
            aide=lu["aide"],
            obligatoire=lu["obligatoire"],
            si=_conditions(lu.get("si", ())),
            **propres,
        )
        refait = poser_question(questionnaire, self.section, question)
        services.ecrire_brouillon(self.acteur, self.cible, refait, revision=lu["revision"])
        return "La question est enregistrée."


def coder(texte: str, anciens: Sequence[ChoixReponse], lettre: str) -> tuple[ChoixReponse, ...]:
    """Give each line a code: that of the same words before; that of its place when only words were mended; else a new one."""
    lignes = [ligne.strip() for ligne in texte.splitlines() if ligne.strip()]
    par_mots = {choix.libelle: choix.code for choix in anciens}
    gardes = {ligne: par_mots[ligne] for ligne in lignes if ligne in par_mots}
    en_place = len(lignes) == len(anciens)
    pris = {choix.code for choix in anciens}
    codes: list[str] = []
    for rang, ligne in enumerate(lignes):
        code = gardes.get(ligne)
        if code is None and en_place and anciens[rang].libelle not in gardes:
            code = anciens[rang].code
        if code is None or code in codes:
            code = _libre(pris | set(codes), lettre)
        codes.append(code)
    return tuple(ChoixReponse(code, ligne) for code, ligne in zip(codes, lignes, strict=True))


def _libre(pris: Iterable[str], lettre: str) -> str:
    deja = set(pris)
    rang = 1
    while f"{lettre}{rang}" in deja:
        rang += 1
    return f"{lettre}{rang}"


def _conditions(coches: Iterable[str]) -> tuple[ConditionAffichage, ...]:
    par_question: dict[str, list[str]] = {}
    for coche in coches:
        question, _, choix = coche.partition(":")
        par_question.setdefault(question, []).append(choix)
    return tuple(ConditionAffichage(question, tuple(parmi)) for question, parmi in par_question.items())
