"""A wave: prepared, changed, moved to a new version while open, closed for good, shared with the network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.enquetes import referentiels
from maillage.enquetes.domain.erreurs import ErreurEnquete
from maillage.enquetes.domain.etats import verifier_vague
from maillage.enquetes.models import Enquete, InvitationEnquete, ReponseEnquete, VagueEnquete
from maillage.enquetes.models.vague import cle_au_hasard
from maillage.enquetes.permissions import exiger
from maillage.enquetes.selectors.invitations import suivi_des_envois
from maillage.enquetes.services.ecriture import tracer
from maillage.socle.acteur import Acteur, ActeurSysteme

CLOSE = "Cette vague est close : elle ne change plus."


@transaction.atomic
def preparer_vague(acteur: Acteur, enquete: Enquete, champs: Mapping[str, Any]) -> VagueEnquete:
    """Prepare a wave of the last published version; `champs`: titre, debut, fin, plancher."""
    exiger(acteur)
    version = enquete.versions.first()
    if version is None:
        raise ErreurEnquete("Publiez d'abord le questionnaire : une vague pose une version figée.")
    _verifier(champs)
    vague = VagueEnquete.objects.create(enquete=enquete, version=version, **champs)
    tracer(acteur, "preparer_vague", vague, debut=vague.debut, fin=vague.fin, plancher=vague.plancher)
    return vague


@transaction.atomic
def modifier_vague(acteur: Acteur, vague: VagueEnquete, champs: Mapping[str, Any]) -> None:
    """Change the name, the days and the floor; a floor told to those who answered never goes down."""
    exiger(acteur)
    lue = _ouverte(vague)
    _verifier(champs)
    if champs["plancher"] < lue.plancher and _a_des_reponses(lue):
        raise ErreurEnquete(
            f"Des personnes ont répondu en lisant qu'il fallait {lue.plancher} réponses : le plancher ne baisse plus.",
            champ="plancher",
        )
    for nom, valeur in champs.items():
        setattr(lue, nom, valeur)
    lue.save()
    tracer(acteur, "modifier_vague", lue, debut=lue.debut, fin=lue.fin, plancher=lue.plancher)


@transaction.atomic
def changer_de_version(acteur: Acteur, vague: VagueEnquete) -> int:
    """Ask the last published version from now on; answers already given stay with theirs. Returns its number."""
    exiger(acteur)
    lue = _ouverte(vague)
    derniere = lue.enquete.versions.first()
    if derniere is None or derniere.pk == lue.version_id:
        raise ErreurEnquete("La vague pose déjà la dernière version publiée.")
    lue.version = derniere
    lue.save(update_fields=["version"])
    tracer(acteur, "changer_de_version", lue, numero=derniere.numero)
    return derniere.numero


@transaction.atomic
def clore_vague(acteur: Acteur, vague: VagueEnquete) -> None:
    """Close a wave for good: count, write the answers again in a drawn order under new keys, forget who answered and every link.

    Until then, whoever holds the database could set the transaction of an answer beside that of an invitation; after, nothing is left to join.
    """
    exiger(acteur)
    lue = _ouverte(vague)
    if timezone.localdate() < lue.debut:
        raise ErreurEnquete("La vague n'a pas commencé : effacez-la, ou changez ses dates.")
    invitations = InvitationEnquete.objects.filter(vague=lue)
    lue.invites = invitations.filter(envois__gt=0).count()
    lue.repondus = ReponseEnquete.objects.filter(vague=lue).count()
    lue.rejetes = suivi_des_envois(lue).rejetes
    lue.close_le = timezone.localdate()
    lue.save()
    invitations.update(utilisee=None, empreinte=None)
    battre_les_reponses(lue)
    tracer(acteur, "clore_vague", lue, reponses=lue.repondus)


def battre_les_reponses(vague: VagueEnquete) -> None:
    """Write every answer of the wave again, in a drawn order, under a new key."""
    reponses = list(ReponseEnquete.objects.filter(vague=vague).order_by("pk"))
    ReponseEnquete.objects.filter(vague=vague).delete()
    SystemRandom().shuffle(reponses)
    neuves = [
        ReponseEnquete(id=cle_au_hasard(), vague_id=r.vague_id, version_id=r.version_id, contenu=r.contenu)
        for r in reponses
    ]
    ReponseEnquete.objects.bulk_create(neuves)


def clore_les_vagues_echues(*, le: dt.date) -> int:
    """Close the waves whose last day is past; return how many."""
    echues = list(VagueEnquete.objects.filter(close_le__isnull=True, fin__lt=le).order_by("pk"))
    for vague in echues:
        clore_vague(ActeurSysteme("clôture des enquêtes"), vague)
    return len(echues)


@transaction.atomic
def partager_resultats(acteur: Acteur, vague: VagueEnquete, *, partager: bool) -> None:
    """Let the network read the results of a closed wave, or no longer."""
    exiger(acteur)
    if partager and vague.close_le is None:
        raise ErreurEnquete("Les résultats se partagent une fois la vague close.")
    vague.partagee = partager
    vague.save(update_fields=["partagee"])
    tracer(acteur, "partager_resultats" if partager else "reprendre_resultats", vague)


@transaction.atomic
def effacer_vague(acteur: Acteur, vague: VagueEnquete) -> None:
    """Erase a wave to which nobody answered and nobody was written."""
    exiger(acteur)
    lue = _ouverte(vague)
    if _a_des_reponses(lue) or InvitationEnquete.objects.filter(vague=lue, envois__gt=0).exists():
        raise ErreurEnquete("Des invitations sont parties : la vague ne s'efface plus, elle se ferme.")
    tracer(acteur, "effacer_vague", lue)
    lue.delete()


def _ouverte(vague: VagueEnquete) -> VagueEnquete:
    lue = VagueEnquete.objects.select_for_update(of=("self",)).select_related("enquete", "version").get(pk=vague.pk)
    if lue.close_le is not None:
        raise ErreurEnquete(CLOSE)
    return lue


def _a_des_reponses(vague: VagueEnquete) -> bool:
    return ReponseEnquete.objects.filter(vague=vague).exists()


def _verifier(champs: Mapping[str, Any]) -> None:
    verifier_vague(
        debut=champs["debut"],
        fin=champs["fin"],
        plancher=champs["plancher"],
        plancher_minimal=referentiels.reglages().plancher,
    )
    if champs["fin"] < timezone.localdate():
        raise ErreurEnquete("Le dernier jour est déjà passé. Pour fermer une vague, utilisez « Clore ».", champ="fin")
