"""The FAQ: a question, its answers one after the other; a counting answer always carries an example that the suite counts."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.erreurs import ErreurBibliotheque
from maillage.bibliotheque.domain.vocabulaire import StatutReponse
from maillage.bibliotheque.models import QuestionFaq, ReponseFaq
from maillage.bibliotheque.permissions import FAQ, exiger
from maillage.bibliotheque.referentiels.faq import QuestionLivree, exemples, questions_livrees
from maillage.bibliotheque.services.ecriture import adresse_neuve, poser, tracer
from maillage.bibliotheque.services.indexation import indexer_question
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import plier
from maillage.socle.services import journaliser

THEME_PAR_DEFAUT = "REGLEMENTATION"
AUTEUR_LIVRE = "FAQ livrée avec Maillage"


@transaction.atomic
def proposer_question(
    *,
    acteur: Acteur,
    question: str,
    reponse: str,
    statut: str,
    source: str,
    theme: str,
    date: dt.date,
    exemple: str = "",
) -> QuestionFaq:
    """Publish a question with its first answer; asked already, the answer is added to it.

    `theme`: code or words of one of the fourteen themes, anything else is filed under the rules. `exemple`: code of a shipped example, for an answer
    that gives a figure.
    """
    exiger(acteur, FAQ)
    deja = question_posee(question)
    if deja is not None:
        if (derniere := deja.reponses.first()) is None or derniere.texte != reponse.strip():
            repondre(acteur, deja, texte=reponse, statut=statut, source=source, le=date)
        return deja
    posee = QuestionFaq(identifiant=adresse_neuve(question), posee_le=date)
    _classer(posee, theme=theme_connu(theme), exemple=exemple, comptage=bool(exemple), visible=True, texte=question)
    tracer(acteur, "proposer_question", posee, statut=statut)
    repondre(acteur, posee, texte=reponse, statut=statut, source=source, le=date)
    return posee


def question_posee(texte: str) -> QuestionFaq | None:
    """Return the question that already says the same, accents and case aside."""
    return next((question for question in QuestionFaq.objects.all() if plier(question.texte) == plier(texte)), None)


def theme_connu(theme: str) -> str:
    """Return the code of a theme given by its code or its words."""
    codes = {plier(mots): code for code, mots in referentiels.choix_themes()}
    return theme if theme in referentiels.themes() else codes.get(plier(theme), THEME_PAR_DEFAUT)


@transaction.atomic
def repondre(acteur: Acteur, question: QuestionFaq, *, texte: str, statut: str, source: str, le: dt.date) -> ReponseFaq:
    """Add an answer: the latest is shown, those before stay readable as replaced."""
    exiger(acteur, FAQ)
    precedente = question.reponses.first()
    if precedente is not None and le < precedente.le:
        raise ErreurBibliotheque("Cette réponse est plus ancienne que celle qui est montrée.", champ="le")
    reponse = ReponseFaq(question=question, auteur=acteur.libelle)
    poser(reponse, {"texte": texte.strip(), "statut": StatutReponse(statut), "source": source.strip(), "le": le})
    indexer_question(question)
    tracer(acteur, "repondre", question, statut=statut)
    return reponse


@transaction.atomic
def modifier_question(
    acteur: Acteur, question: QuestionFaq, *, texte: str, theme: str, exemple: str, comptage: bool, visible: bool
) -> None:
    """Change how a question is worded, where it stands, its example, whether it is shown."""
    exiger(acteur, FAQ)
    _classer(question, theme=theme, exemple=exemple, comptage=comptage, visible=visible, texte=texte)
    indexer_question(question)
    tracer(acteur, "modifier_question", question, visible=visible)


@transaction.atomic
def charger_faq(acteur: Acteur) -> int:
    """Write the shipped questions that are not there yet; return how many. Loading again changes nothing."""
    exiger(acteur, FAQ)
    connues = set(QuestionFaq.objects.values_list("identifiant", flat=True))
    neuves = [livree for code, livree in questions_livrees().items() if code not in connues]
    for livree in neuves:
        _charger(livree)
    journaliser(acteur, "bibliotheque.charger_faq", details={"nombre": len(neuves)})
    return len(neuves)


def _charger(livree: QuestionLivree) -> None:
    question = QuestionFaq(identifiant=livree.code, posee_le=livree.date)
    _classer(
        question,
        theme=livree.theme,
        exemple=livree.code if livree.exemple else "",
        comptage=livree.exemple is not None,
        visible=True,
        texte=livree.question,
    )
    reponse = ReponseFaq(question=question, auteur=AUTEUR_LIVRE)
    champs = {"texte": livree.reponse, "statut": livree.statut, "source": livree.source, "le": livree.date}
    poser(reponse, champs)
    indexer_question(question)


def _classer(question: QuestionFaq, *, theme: str, exemple: str, comptage: bool, visible: bool, texte: str) -> None:
    if theme not in referentiels.themes():
        raise ErreurBibliotheque("Choisissez l'un des quatorze thèmes.", champ="theme")
    if comptage and exemple not in exemples():
        raise ErreurBibliotheque(
            "Une réponse qui donne un chiffre s'accompagne d'un exemple que le logiciel recompte : choisissez-en un.",
            champ="exemple",
        )
    poser(
        question,
        {
            "texte": texte.strip(),
            "theme": theme,
            "exemple": exemple if comptage else "",
            "comptage": comptage,
            "visible": visible,
        },
    )
