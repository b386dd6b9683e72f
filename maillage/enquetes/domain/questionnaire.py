"""What a questionnaire is: sections, questions, choices, conditions. Pure values, always valid once built by `lecture.lire_questionnaire`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class TypeQuestion(StrEnum):
    """How a question is answered."""

    UNIQUE = "UNIQUE"
    MULTIPLE = "MULTIPLE"
    ECHELLE = "ECHELLE"
    MATRICE = "MATRICE"
    NOMBRE = "NOMBRE"
    TEXTE = "TEXTE"


LIBELLES_TYPE = {
    TypeQuestion.UNIQUE: "Un seul choix",
    TypeQuestion.MULTIPLE: "Plusieurs choix",
    TypeQuestion.ECHELLE: "Échelle",
    TypeQuestion.MATRICE: "Tableau de choix",
    TypeQuestion.NOMBRE: "Nombre",
    TypeQuestion.TEXTE: "Texte libre",
}
A_CHOIX = frozenset({TypeQuestion.UNIQUE, TypeQuestion.MULTIPLE, TypeQuestion.MATRICE})
SOURCES = frozenset({TypeQuestion.UNIQUE, TypeQuestion.MULTIPLE, TypeQuestion.ECHELLE})
"""What a condition may refer to."""


@dataclass(frozen=True)
class ChoixReponse:
    """A choice, or a line of a table of choices; `code` is what answers keep."""

    code: str
    libelle: str


@dataclass(frozen=True)
class ConditionAffichage:
    """« Montrer si »: the earlier question was answered by one of `parmi`. Several conditions of a question hold together."""

    question: str
    parmi: tuple[str, ...]


@dataclass(frozen=True)
class QuestionEnquete:
    """One question; each type reads only the fields that concern it (`lignes`: of a table; `bas`, `haut`: of a scale; bounds: of a number)."""

    code: str
    type: TypeQuestion
    libelle: str
    aide: str = ""
    obligatoire: bool = False
    choix: tuple[ChoixReponse, ...] = ()
    lignes: tuple[ChoixReponse, ...] = ()
    bas: int = 1
    haut: int = 5
    libelle_bas: str = ""
    libelle_haut: str = ""
    unite: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimales: int = 0
    longueur: int = 2000
    si: tuple[ConditionAffichage, ...] = ()

    @property
    def libelle_type(self) -> str:
        return LIBELLES_TYPE[self.type]

    @property
    def modalites(self) -> tuple[ChoixReponse, ...]:
        """Return what may be chosen: its choices, or the degrees of its scale."""
        if self.type is not TypeQuestion.ECHELLE:
            return self.choix
        bouts = {self.bas: self.libelle_bas, self.haut: self.libelle_haut}
        degres = range(self.bas, self.haut + 1)
        return tuple(
            ChoixReponse(str(degre), f"{degre} ({bouts[degre]})" if bouts.get(degre) else str(degre))
            for degre in degres
        )

    def libelle_du_choix(self, code: str) -> str:
        return next((choix.libelle for choix in self.modalites if choix.code == code), code)


@dataclass(frozen=True)
class SectionEnquete:
    """A page of the questionnaire: a title, words, questions in order."""

    code: str
    titre: str
    texte: str = ""
    questions: tuple[QuestionEnquete, ...] = ()


@dataclass(frozen=True)
class Questionnaire:
    """A whole questionnaire; `texte` is read before the first question."""

    titre: str
    texte: str = ""
    sections: tuple[SectionEnquete, ...] = field(default_factory=tuple)

    def questions(self) -> Iterator[QuestionEnquete]:
        for section in self.sections:
            yield from section.questions

    def question(self, code: str) -> QuestionEnquete | None:
        return next((question for question in self.questions() if question.code == code), None)

    def section(self, code: str) -> SectionEnquete | None:
        return next((section for section in self.sections if section.code == code), None)

    def section_de(self, code: str) -> SectionEnquete | None:
        """Return the section that holds a question."""
        return next((s for s in self.sections if any(q.code == code for q in s.questions)), None)

    def avant(self, code: str) -> list[QuestionEnquete]:
        """Return the questions that stand before one of them, all when it is unknown."""
        precedentes: list[QuestionEnquete] = []
        for question in self.questions():
            if question.code == code:
                break
            precedentes.append(question)
        return precedentes

    def dependantes(self, code: str) -> list[QuestionEnquete]:
        """Return the questions whose condition reads this one."""
        return [q for q in self.questions() if any(condition.question == code for condition in q.si)]
