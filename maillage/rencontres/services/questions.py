"""Questions to the authority: asked, answered with a date and a status, replaced, given to the FAQ."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.bibliotheque.domain.erreurs import ErreurBibliotheque
from maillage.bibliotheque.services import proposer_question
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.domain.etats import StatutReponse
from maillage.rencontres.models import QuestionAutorite, Rencontre, ReponseOfficielle
from maillage.rencontres.permissions import RENCONTRES, REPONSES, exiger
from maillage.rencontres.services.ecriture import poser, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_jour_annee


@transaction.atomic
def poser_question(
    acteur: Acteur, *, texte: str, theme: str = "", rencontre: Rencontre | None = None, le: dt.date | None = None
) -> QuestionAutorite:
    """Keep a question as it was asked, without the name of who asked."""
    exiger(acteur, RENCONTRES)
    question = QuestionAutorite(rencontre=rencontre, posee_le=le or timezone.localdate())
    poser(question, {"texte": texte.strip(), "theme": theme.strip()})
    tracer(acteur, "poser_question", question)
    return question


@transaction.atomic
def corriger_question(acteur: Acteur, question: QuestionAutorite, *, texte: str, theme: str) -> None:
    """Mend the words of a question."""
    exiger(acteur, REPONSES)
    poser(question, {"texte": texte.strip(), "theme": theme.strip()})
    tracer(acteur, "corriger_question", question)


@transaction.atomic
def repondre(
    acteur: Acteur,
    question: QuestionAutorite,
    *,
    texte: str,
    statut: str,
    autorite: str,
    le: dt.date,
    **autres: Any,
) -> ReponseOfficielle:
    """Write what the authority answers on a date; the answer in force until then is kept as replaced.

    Further words: `source`, and `vue`, the number of the answer read, which refuses to replace one that the person did not see.
    """
    exiger(acteur, REPONSES)
    if statut not in {StatutReponse.OFFICIELLE, StatutReponse.PROVISOIRE}:
        raise ErreurRencontre("Une réponse est officielle ou provisoire.", champ="statut")
    if le > timezone.localdate():
        raise ErreurRencontre("Une réponse à venir ne s'enregistre pas.", champ="le")
    if not texte.strip():
        raise ErreurRencontre("Écrivez la réponse.", champ="texte")
    QuestionAutorite.objects.select_for_update().get(pk=question.pk)
    derniere = question.reponses.first()
    numero = derniere.numero if derniere else 0
    if autres.get("vue", numero) != numero:
        raise ErreurRencontre(
            "Une autre réponse vient d'être écrite : relisez la question, puis enregistrez de nouveau si besoin."
        )
    if derniere is not None and le < derniere.le:
        raise ErreurRencontre(
            f"La réponse en cours est du {ecrire_jour_annee(derniere.le)} : la nouvelle ne peut pas être avant.",
            champ="le",
        )
    question.reponses.exclude(statut=StatutReponse.REMPLACEE).update(statut=StatutReponse.REMPLACEE, remplacee_le=le)
    reponse = ReponseOfficielle(question=question, numero=numero + 1)
    mots = {"texte": texte.strip(), "statut": statut, "autorite": autorite.strip(), "le": le}
    poser(reponse, {**mots, "source": str(autres.get("source", "")).strip()})
    tracer(acteur, "repondre", question, statut=statut, numero=reponse.numero)
    return reponse


@transaction.atomic
def publier_dans_la_faq(acteur: Acteur, question: QuestionAutorite) -> None:
    """Give a question and its answer in force to the FAQ of the library, which keeps its status."""
    exiger(acteur, REPONSES)
    reponse = question.reponses.exclude(statut=StatutReponse.REMPLACEE).first()
    if reponse is None:
        raise ErreurRencontre("Cette question n'a pas encore de réponse : rien à publier.")
    try:
        proposer_question(
            acteur=acteur,
            question=question.texte,
            reponse=reponse.texte,
            statut=reponse.statut,
            source=reponse.source or f"{reponse.autorite}, {question.rencontre or 'hors rencontre'}",
            theme=question.theme,
            date=reponse.le,
        )
    except ErreurBibliotheque as refus:
        raise ErreurRencontre(refus.message) from refus
    poser(question, {"publiee_le": timezone.now()})
    tracer(acteur, "publier_dans_la_faq", question)
