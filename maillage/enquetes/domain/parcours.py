"""Which questions an answer meets, in which order: steps that never hold a question beside the one it depends on.

A step is a page: a condition is therefore decided by the server between two pages, without any script in the browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maillage.enquetes.domain.questionnaire import QuestionEnquete, Questionnaire, SectionEnquete

Contenu = Mapping[str, Any]
"""What is answered, by code of question: a code, a list of codes, a table line to code, a number or a text as written."""


@dataclass(frozen=True)
class EtapeReponse:
    """A page of the answer: all or part of a section."""

    numero: int
    section: SectionEnquete
    questions: tuple[QuestionEnquete, ...]

    def visibles(self, contenu: Contenu) -> tuple[QuestionEnquete, ...]:
        return tuple(question for question in self.questions if est_montree(question, contenu))


def etapes(questionnaire: Questionnaire) -> tuple[EtapeReponse, ...]:
    """Cut sections where a question depends on another of the same page."""
    pages: list[tuple[SectionEnquete, list[QuestionEnquete]]] = []
    for section in questionnaire.sections:
        page: list[QuestionEnquete] = []
        for question in section.questions:
            if {c.question for c in question.si} & {q.code for q in page}:
                pages.append((section, page))
                page = []
            page.append(question)
        if page:
            pages.append((section, page))
    return tuple(EtapeReponse(n, section, tuple(questions)) for n, (section, questions) in enumerate(pages))


def est_montree(question: QuestionEnquete, contenu: Contenu) -> bool:
    """Tell whether every condition of the question holds; a source left without answer holds none."""
    return all(set(choisis(contenu.get(condition.question))) & set(condition.parmi) for condition in question.si)


def choisis(valeur: Any) -> tuple[str, ...]:
    """Return the codes chosen, whatever the type of the source."""
    if valeur is None or isinstance(valeur, Mapping):
        return ()
    return tuple(valeur) if isinstance(valeur, list | tuple) else (str(valeur),)


def suivante(pages: tuple[EtapeReponse, ...], apres: int, contenu: Contenu, *, pas: int = 1) -> EtapeReponse | None:
    """Return the next page that shows something (the one before with `pas` -1), None at the end."""
    rang = apres + pas
    while 0 <= rang < len(pages):
        if pages[rang].visibles(contenu):
            return pages[rang]
        rang += pas
    return None
