"""Reads of the FAQ: questions by theme and status, the answer in force, those before it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.vocabulaire import StatutReponse
from maillage.bibliotheque.models import QuestionFaq, ReponseFaq
from maillage.bibliotheque.selectors.lecture import questions_visibles
from maillage.bibliotheque.selectors.recherche import chercher_questions
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import plier

TRIS = ("theme", "question", "date", "statut")


@dataclass(frozen=True)
class FiltresQuestions:
    """What the address asks for; an empty value filters nothing."""

    recherche: str = ""
    theme: str = ""
    statut: str = ""
    comptage: str = ""
    tri: str = "theme"


@dataclass(frozen=True)
class QuestionLue:
    """A question and the answer in force, with its theme in words."""

    question: QuestionFaq
    reponse: ReponseFaq
    theme: str


def lister_questions(acteur: Acteur, filtres: FiltresQuestions) -> list[QuestionLue]:
    """Return the questions that answer, by theme unless asked otherwise (a constant number of queries)."""
    questions = questions_visibles(acteur)
    ordre: dict[int, int] = {}
    if filtres.recherche.strip():
        ordre = {cle: rang for rang, cle in enumerate(chercher_questions(questions, filtres.recherche))}
        questions = questions.filter(pk__in=ordre)
    if filtres.theme:
        questions = questions.filter(theme=filtres.theme)
    if filtres.comptage:
        questions = questions.filter(comptage=filtres.comptage == "oui")
    lues = [ligne for q in questions.prefetch_related("reponses") if (ligne := _lue(q)) is not None]
    gardees = [ligne for ligne in lues if filtres.statut in {"", ligne.reponse.statut}]
    if ordre and not filtres.tri:
        return sorted(gardees, key=lambda ligne: ordre[ligne.question.pk])
    return sorted(gardees, key=_cle(filtres.tri), reverse=filtres.tri.startswith("-"))


def question_lue(acteur: Acteur, identifiant: str) -> QuestionLue | None:
    """Return a question by its address, None when it is not there or not shown."""
    question = questions_visibles(acteur).filter(identifiant=identifiant).prefetch_related("reponses").first()
    return _lue(question) if question else None


def comptes_par_statut(lignes: list[QuestionLue]) -> dict[str, int]:
    """Return how many answers of each status a list holds."""
    comptes = Counter(ligne.reponse.statut for ligne in lignes)
    return {statut.value: comptes[statut.value] for statut in StatutReponse}


def _lue(question: QuestionFaq) -> QuestionLue | None:
    derniere = next(iter(question.reponses.all()), None)
    return QuestionLue(question, derniere, referentiels.libelle_theme(question.theme)) if derniere else None


def _cle(tri: str):  # type: ignore[no-untyped-def]
    cles = {
        "theme": lambda ligne: (plier(ligne.theme), plier(ligne.question.texte)),
        "question": lambda ligne: (plier(ligne.question.texte),),
        "date": lambda ligne: (ligne.reponse.le, ligne.question.pk),
        "statut": lambda ligne: (ligne.reponse.libelle_statut, plier(ligne.question.texte)),
    }
    return cles.get(tri.lstrip("-"), cles["theme"])
