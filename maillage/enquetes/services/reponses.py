"""Dropping an answer in: the invitation is used and the answer written in one transaction, and nothing ties them afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.enquetes.domain.depouillement import empreinte_de_texte
from maillage.enquetes.domain.erreurs import ErreurEnquete
from maillage.enquetes.domain.etats import EtatVague
from maillage.enquetes.domain.questionnaire import TypeQuestion
from maillage.enquetes.domain.reponses import lire_contenu
from maillage.enquetes.models import InvitationEnquete, ReponseEnquete, VagueEnquete, VersionQuestionnaire
from maillage.enquetes.permissions import exiger
from maillage.enquetes.selectors.invitations import empreinte_du_jeton
from maillage.enquetes.services.ecriture import tracer
from maillage.socle.acteur import Acteur

TEXTE_RETIRE = "[texte retiré : il permettait de reconnaître quelqu'un]"


class LienSansEffet(ErreurEnquete):
    """The link answers nothing (used, unknown, wave not open): one refusal for all, that tells none of them apart."""


class ReponseAFinir(ErreurEnquete):
    """Answers that the questionnaire refuses, by code of question."""

    def __init__(self, fautes: Mapping[str, str]) -> None:
        super().__init__("Des réponses sont à corriger.")
        self.fautes = fautes


@transaction.atomic
def deposer_reponse(jeton: str, *, numero: int, contenu: Mapping[str, Any]) -> None:
    """Write an answer. `numero`: the version that was shown, kept even when a newer one was published meanwhile.

    Not journaled: a line would carry a moment and an origin.
    """
    invitations = InvitationEnquete.objects.filter(empreinte=empreinte_du_jeton(jeton), utilisee=False)
    vagues = VagueEnquete.objects.select_for_update(of=("self",))
    vague = vagues.filter(pk__in=invitations.values("vague")).first()
    if vague is None or vague.etat(timezone.localdate()) is not EtatVague.OUVERTE:
        raise LienSansEffet("Ce lien ne permet pas de répondre.")
    version = VersionQuestionnaire.objects.filter(
        enquete=vague.enquete_id, numero=numero, numero__lte=vague.version.numero
    ).first()
    if version is None:
        raise LienSansEffet("Ce lien ne permet pas de répondre.")
    garde, fautes = lire_contenu(version.questionnaire, contenu)
    if fautes:
        raise ReponseAFinir(fautes)
    if not garde:
        raise ErreurEnquete("Répondez à une question au moins avant d'envoyer.")
    if not invitations.update(utilisee=True):
        raise LienSansEffet("Ce lien ne permet pas de répondre.")
    ReponseEnquete.objects.create(vague=vague, version=version, contenu=garde)


@transaction.atomic
def retirer_texte(acteur: Acteur, vague: VagueEnquete, *, question: str, empreinte: str) -> int:
    """Put words in place of a free text that lets someone be recognised, wherever that same text was written to that question."""
    exiger(acteur)
    if vague.close_le is None:
        raise ErreurEnquete("Les textes se lisent une fois la vague close.")
    retires = 0
    for reponse in ReponseEnquete.objects.filter(vague=vague).select_related("version").order_by("pk"):
        lue = reponse.version.questionnaire.question(question)
        texte = reponse.contenu.get(question)
        if lue is None or lue.type is not TypeQuestion.TEXTE or not isinstance(texte, str):
            continue
        if empreinte_de_texte(texte, f"{vague.identifiant}:{question}") == empreinte:
            reponse.contenu = {**reponse.contenu, question: TEXTE_RETIRE}
            reponse.save(update_fields=["contenu"])
            retires += 1
    if retires:
        tracer(acteur, "retirer_texte", vague, question=question)
    return retires
