"""What a département plans: actions of its feuille de route, answers to the five questions, roll-out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.conventions import referentiels
from maillage.conventions.domain.erreurs import ErreurConvention
from maillage.conventions.domain.etats import verifier_dates
from maillage.conventions.models import ActionFeuille, EtapeDeploiement, ReponseQuestion
from maillage.conventions.permissions import CONVENTIONS, FEUILLE, exiger_dans
from maillage.conventions.services.ecriture import poser, tracer
from maillage.socle.acteur import Acteur


@transaction.atomic
def ecrire_action(acteur: Acteur, action: ActionFeuille, champs: Mapping[str, Any]) -> ActionFeuille:
    """Add an action (département and year already set), or change it; `champs`: axe, libelle, pilote, partenaires, echeance, etat."""
    exiger_dans(acteur, FEUILLE, action.departement)
    acte = "modifier_action" if action.pk else "ajouter_action"
    poser(action, champs)
    tracer(acteur, acte, action, departement=action.departement, annee=action.annee)
    return action


@transaction.atomic
def effacer_action(acteur: Acteur, action: ActionFeuille) -> None:
    """Erase an action entered by mistake."""
    exiger_dans(acteur, FEUILLE, action.departement)
    tracer(acteur, "effacer_action", action, departement=action.departement, annee=action.annee)
    action.delete()


@transaction.atomic
def repondre_question(acteur: Acteur, *, departement: str, numero: int, texte: str, tranchee: bool) -> ReponseQuestion:
    """Write what the département answers for now; settled, the partners agree on it."""
    exiger_dans(acteur, FEUILLE, departement)
    if numero not in {question.numero for question in referentiels.questions()}:
        raise ErreurConvention("Il n'y a que cinq questions.")
    if not texte.strip():
        raise ErreurConvention("Écrivez une réponse, même provisoire.", champ="texte")
    reponse = ReponseQuestion.objects.filter(departement=departement, numero=numero).first()
    reponse = reponse or ReponseQuestion(departement=departement, numero=numero)
    poser(
        reponse,
        {"texte": texte.strip(), "tranchee": tranchee, "par": acteur.libelle[:200], "le": timezone.now()},
    )
    tracer(acteur, "repondre_question", reponse, departement=departement, numero=numero)
    return reponse


@transaction.atomic
def planifier_deploiement(
    acteur: Acteur, *, departement: str, debut: dt.date, fin: dt.date, source: str, commentaire: str = ""
) -> EtapeDeploiement:
    """Write when a département is to prepare and sign its convention, and where that date comes from."""
    exiger_dans(acteur, CONVENTIONS, departement)
    verifier_dates(debut=debut, fin=fin)
    etape = EtapeDeploiement.objects.filter(departement=departement).first() or EtapeDeploiement(
        departement=departement
    )
    poser(etape, {"debut": debut, "fin": fin, "source": source.strip(), "commentaire": commentaire.strip()})
    tracer(acteur, "planifier_deploiement", etape, departement=departement)
    return etape
