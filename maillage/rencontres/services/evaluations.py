"""Evaluation on the spot: one answer by person who came, none of them traceable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.models import Inscription, Rencontre, ReponseEvaluation
from maillage.rencontres.permissions import RENCONTRES, exiger
from maillage.rencontres.services.courriels import ecrire
from maillage.rencontres.services.ecriture import poser, tracer
from maillage.socle.acteur import Acteur


@transaction.atomic
def evaluer(inscription: Inscription, champs: Mapping[str, Any]) -> None:
    """Keep an answer apart from who gives it. The journal says nothing of it: a moment beside a name would undo the anonymity."""
    prise = Inscription.objects.select_for_update(of=("self",)).select_related("seance").get(pk=inscription.pk)
    if prise.evaluee:
        raise ErreurRencontre("Votre réponse est déjà enregistrée : merci.")
    if not prise.emargements.exists():
        raise ErreurRencontre("L'évaluation est ouverte à qui a émargé.")
    prise.evaluee = True
    prise.save(update_fields=["evaluee"])
    poser(ReponseEvaluation(rencontre_id=prise.seance.rencontre_id), champs)


@transaction.atomic
def inviter_a_evaluer(acteur: Acteur, rencontre: Rencontre) -> int:
    """Write to who came and has not answered, once each: certificate, documents and evaluation behind the same link."""
    exiger(acteur, RENCONTRES)
    venus = Inscription.objects.filter(seance__rencontre=rencontre, evaluee=False, emargements__isnull=False)
    venus = venus.select_related("seance__rencontre", "seance__commune").prefetch_related("seance__jours").distinct()
    nombre = sum(ecrire(une, "apres", acteur=acteur) for une in venus)
    tracer(acteur, "inviter_a_evaluer", rencontre, courriels=nombre)
    return nombre
