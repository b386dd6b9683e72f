"""Acts of the builder, pure: a questionnaire in, another out, always valid; a condition never reads a question that comes after it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from maillage.enquetes.domain.ecriture import en_table
from maillage.enquetes.domain.erreurs import ErreurEnquete
from maillage.enquetes.domain.lecture import lire_questionnaire
from maillage.enquetes.domain.questionnaire import QuestionEnquete, Questionnaire, SectionEnquete

HAUT, BAS = "haut", "bas"
T = TypeVar("T")


def controler(questionnaire: Questionnaire) -> Questionnaire:
    """Return it as it reads back; raises FautesDuQuestionnaire."""
    return lire_questionnaire(en_table(questionnaire))


def nouveau_code(questionnaire: Questionnaire, lettre: str) -> str:
    """Return a code that no section and no question bears: « q7 », « s2 »."""
    pris = {section.code for section in questionnaire.sections} | {q.code for q in questionnaire.questions()}
    rangs = [int(trouve[1]) for code in pris if (trouve := re.fullmatch(rf"{lettre}(\d+)", code))]
    return f"{lettre}{max(rangs, default=0) + 1}"


def poser_section(questionnaire: Questionnaire, section: SectionEnquete) -> Questionnaire:
    """Change the section of that code (its questions stay), or add it last."""
    if questionnaire.section(section.code) is None:
        return controler(replace(questionnaire, sections=(*questionnaire.sections, section)))
    return controler(
        _sections(
            questionnaire,
            (
                replace(s, titre=section.titre, texte=section.texte) if s.code == section.code else s
                for s in questionnaire.sections
            ),
        )
    )


def poser_question(questionnaire: Questionnaire, section: str, question: QuestionEnquete) -> Questionnaire:
    """Change the question of that code where it stands, or add it at the end of a section."""
    if questionnaire.section(section) is None:
        raise ErreurEnquete("Cette section n'existe plus.")
    existe = questionnaire.question(question.code) is not None
    refaites = (
        replace(
            s,
            questions=(*(question if q.code == question.code else q for q in s.questions),)
            if existe
            else ((*s.questions, question) if s.code == section else s.questions),
        )
        for s in questionnaire.sections
    )
    return controler(_sections(questionnaire, refaites))


def retirer_question(questionnaire: Questionnaire, code: str) -> Questionnaire:
    _refuser_si_lue(questionnaire, {code})
    return _sections(
        questionnaire,
        (replace(s, questions=tuple(q for q in s.questions if q.code != code)) for s in questionnaire.sections),
    )


def retirer_section(questionnaire: Questionnaire, code: str) -> Questionnaire:
    section = questionnaire.section(code)
    if section is None:
        return questionnaire
    _refuser_si_lue(questionnaire, {q.code for q in section.questions})
    return _sections(questionnaire, (s for s in questionnaire.sections if s.code != code))


def dupliquer_question(questionnaire: Questionnaire, code: str) -> Questionnaire:
    """Put a copy right after, under a new code."""
    copie_sous = nouveau_code(questionnaire, "q")
    return controler(
        _sections(
            questionnaire,
            (
                replace(
                    s,
                    questions=tuple(
                        autre
                        for q in s.questions
                        for autre in ((q, replace(q, code=copie_sous)) if q.code == code else (q,))
                    ),
                )
                for s in questionnaire.sections
            ),
        )
    )


def deplacer_section(questionnaire: Questionnaire, code: str, sens: str) -> Questionnaire:
    codes = [section.code for section in questionnaire.sections]
    return _apres_deplacement(_sections(questionnaire, _echanger(questionnaire.sections, codes, code, sens)))


def deplacer_question(questionnaire: Questionnaire, code: str, sens: str) -> Questionnaire:
    """Move a question one step; at the edge of its section it goes to the next one."""
    sections = list(questionnaire.sections)
    rang = next((n for n, s in enumerate(sections) if any(q.code == code for q in s.questions)), None)
    if rang is None:
        return questionnaire
    section = sections[rang]
    codes = [q.code for q in section.questions]
    place, pas = codes.index(code), -1 if sens == HAUT else 1
    voisine = rang + pas
    if 0 <= place + pas < len(codes):
        sections[rang] = replace(section, questions=tuple(_echanger(section.questions, codes, code, sens)))
    elif 0 <= voisine < len(sections):
        [question] = [q for q in section.questions if q.code == code]
        autres = sections[voisine].questions
        sections[rang] = replace(section, questions=tuple(q for q in section.questions if q.code != code))
        rangees = (*autres, question) if sens == HAUT else (question, *autres)
        sections[voisine] = replace(sections[voisine], questions=rangees)
    return _apres_deplacement(_sections(questionnaire, sections))


def _apres_deplacement(questionnaire: Questionnaire) -> Questionnaire:
    """Refuse an order in which a condition would read a question that comes after it."""
    vues: set[str] = set()
    for question in questionnaire.questions():
        if manquante := next((c.question for c in question.si if c.question not in vues), None):
            source = questionnaire.question(manquante)
            raise ErreurEnquete(
                f"« {question.libelle} » dépend de « {source.libelle if source else manquante} » : elle reste après elle."
            )
        vues.add(question.code)
    return questionnaire


def _refuser_si_lue(questionnaire: Questionnaire, codes: set[str]) -> None:
    for code in codes:
        for lectrice in questionnaire.dependantes(code):
            if lectrice.code not in codes:
                raise ErreurEnquete(f"« {lectrice.libelle} » en dépend : retirez d'abord sa condition.")


def _sections(questionnaire: Questionnaire, sections: Iterable[SectionEnquete]) -> Questionnaire:
    return replace(questionnaire, sections=tuple(sections))


def _echanger(rangees: tuple[T, ...], codes: list[str], code: str, sens: str) -> list[T]:
    liste = list(rangees)
    if code not in codes:
        return liste
    place = codes.index(code)
    autre = place + (-1 if sens == HAUT else 1)
    if 0 <= autre < len(liste):
        liste[place], liste[autre] = liste[autre], liste[place]
    return liste
