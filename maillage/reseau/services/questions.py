"""« Poser la question à un dispositif qui l'a fait »: a message, an answer link, and no address on either side."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from maillage.reseau import referentiels
from maillage.reseau.domain.erreurs import ErreurReseau
from maillage.reseau.models import QuestionExperience
from maillage.reseau.permissions import ANNUAIRE, exiger
from maillage.reseau.selectors.annuaire import offres_ouvertes
from maillage.reseau.services.annuaire import NATURE, expiration
from maillage.reseau.services.ecriture import tracer
from maillage.socle.acteur import Acteur, ActeurSysteme
from maillage.socle.courriel.services import deposer_courriel

OCTETS = 24
PAR_LIEN = ActeurSysteme("réponse par le lien d'un courriel")


def empreinte_du_jeton(jeton: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(jeton.encode()).hexdigest()


@transaction.atomic
def poser_question(acteur: Acteur, identifiant: str, texte: str, *, depuis: str) -> QuestionExperience:
    """Ask the author of an offer; they receive the question and a private link to answer. Raise ErreurReseau."""
    exiger(acteur, ANNUAIRE)
    if acteur.identifiant is None:
        raise PermissionDenied("Une question se pose en son propre nom.")
    offre = offres_ouvertes(timezone.localdate()).select_related("utilisateur").filter(identifiant=identifiant).first()
    if offre is None:
        raise ErreurReseau("Cette offre n'est plus proposée.")
    if offre.utilisateur_id == acteur.identifiant:
        raise ErreurReseau("C'est votre propre offre.")
    maintenant = timezone.now()
    _freiner(acteur.identifiant, maintenant)
    jeton = secrets.token_urlsafe(OCTETS)
    question = QuestionExperience.objects.create(
        offre=offre,
        auteur_id=acteur.identifiant,
        auteur_nom=acteur.libelle,
        auteur_lieu=depuis[:200],
        texte=texte.strip(),
        posee_le=maintenant,
        empreinte_lien=empreinte_du_jeton(jeton),
        lien_expire_le=expiration(maintenant),
    )
    _ecrire_a_l_auteur(acteur, question, jeton)
    tracer(acteur, "poser_question", f"question:{question.identifiant}", dispositif_id=offre.dispositif_id)
    return question


def _ecrire_a_l_auteur(acteur: Acteur, question: QuestionExperience, jeton: str) -> None:
    """The question and its answer link, to the address that nobody sees; nothing is kept of one that cannot leave."""
    offre = question.offre
    courriel = deposer_courriel(
        cle=f"reseau:question:{question.identifiant}",
        destinataire=offre.utilisateur.email,
        gabarit="reseau/question",
        contexte={
            "titre": offre.titre,
            "qui": acteur.libelle,
            "depuis": question.auteur_lieu,
            "question": question.texte,
            "jours": referentiels.reglages().lien_jours,
        },
        nature=NATURE,
        acteur=acteur,
        secrets={"lien": f"{settings.ADRESSE_PUBLIQUE}{reverse('reseau:repondre', args=[jeton])}"},
        objet_lie=f"reseau.QuestionExperience:{question.identifiant}",
    )
    if courriel.erreur:
        raise ErreurReseau(
            "Cette personne ne reçoit plus de questions par Maillage : demandez à une autre de l'annuaire."
        )


def _freiner(utilisateur_id: int, maintenant: dt.datetime) -> None:
    limite = referentiels.reglages().questions_par_jour
    recentes = QuestionExperience.objects.filter(
        auteur_id=utilisateur_id, posee_le__gt=maintenant - dt.timedelta(days=1)
    )
    if recentes.count() >= limite:
        raise ErreurReseau(f"Vous avez posé {limite} questions depuis hier : attendez les premières réponses.")


@transaction.atomic
def repondre(question_id: int, texte: str) -> QuestionExperience:
    """Write the answer and send it to who asked; a link answers once. Raise ErreurReseau."""
    verrouillees = QuestionExperience.objects.select_for_update(of=("self",)).select_related("offre", "auteur")
    question = verrouillees.get(pk=question_id)
    if not question.lien_ouvert(timezone.now()):
        raise ErreurReseau("Cette question a déjà reçu sa réponse, ou le lien est échu.")
    return _rendre(PAR_LIEN, question, texte)


@transaction.atomic
def repondre_en_personne(acteur: Acteur, identifiant: str, texte: str) -> QuestionExperience:
    """Write the answer from one's own account. Raise ErreurReseau."""
    exiger(acteur, ANNUAIRE)
    verrouillees = QuestionExperience.objects.select_for_update(of=("self",)).select_related("offre", "auteur")
    question = verrouillees.filter(identifiant=identifiant, offre__utilisateur_id=acteur.identifiant or 0).first()
    if question is None or question.repondue_le is not None:
        raise ErreurReseau("Cette question a déjà reçu sa réponse.")
    return _rendre(acteur, question, texte)


def _rendre(acteur: Acteur, question: QuestionExperience, texte: str) -> QuestionExperience:
    """Close the question and send its answer; the link opens nothing more."""
    question.reponse, question.repondue_le = texte.strip(), timezone.now()
    question.empreinte_lien, question.lien_expire_le = "", None
    question.save()
    deposer_courriel(
        cle=f"reseau:reponse:{question.identifiant}",
        destinataire=question.auteur.email,
        gabarit="reseau/reponse",
        contexte={
            "titre": question.offre.titre,
            "qui": question.offre.nom,
            "question": question.texte,
            "reponse": question.reponse,
            "page": f"{settings.ADRESSE_PUBLIQUE}{reverse('reseau:mes_questions')}",
        },
        nature=NATURE,
        objet_lie=f"reseau.QuestionExperience:{question.identifiant}",
    )
    objet = f"question:{question.identifiant}"
    tracer(acteur, "repondre_question", objet, dispositif_id=question.offre.dispositif_id)
    return question
