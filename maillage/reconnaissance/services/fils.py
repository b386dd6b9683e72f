"""Two threads, two functions, two tables: what both sides read, and what examiners keep for themselves. And the opinions they ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.reconnaissance.domain.erreurs import ActeImpossible, ErreurReconnaissance
from maillage.reconnaissance.domain.etats import Partie
from maillage.reconnaissance.models import AvisExpert, MessageDossier, NoteInstruction
from maillage.reconnaissance.models.echanges import SensAvis
from maillage.reconnaissance.permissions import partie_de
from maillage.reconnaissance.services.courriels import (
    demander_par_courriel,
    prevenir_les_instructeurs,
    prevenir_les_porteurs,
)
from maillage.reconnaissance.services.ecriture import exiger_texte, prendre, tracer, tracer_prive
from maillage.socle.acteur import Acteur


@transaction.atomic
def ecrire_message(acteur: Acteur, dispositif: Any, *, texte: str) -> MessageDossier:
    """Write in the thread that both sides read; the other side is told by mail that there is something to read."""
    partie = partie_de(acteur, dispositif.pk)
    if partie is None:
        raise PermissionDenied("Votre rôle ne permet pas d'écrire dans ce fil.")
    mots = exiger_texte(texte, "texte", "Écrivez votre message.")
    dossier = prendre(acteur, dispositif.pk, partie)
    message = MessageDossier.objects.create(
        dossier=dossier, partie=partie, auteur=acteur.libelle, texte=mots, le=timezone.now()
    )
    tracer(acteur, "ecrire_message", dossier, partie=partie.value)
    prevenir = prevenir_les_porteurs if partie is Partie.INSTRUCTEURS else prevenir_les_instructeurs
    prevenir(acteur, dossier, "message", cle=str(message.pk))
    return message


@transaction.atomic
def ecrire_note(acteur: Acteur, dispositif: Any, *, texte: str) -> NoteInstruction:
    """Write a note for examiners alone: no mail leaves."""
    mots = exiger_texte(texte, "texte", "Écrivez votre note.")
    dossier = prendre(acteur, dispositif.pk, Partie.INSTRUCTEURS)
    note = NoteInstruction.objects.create(dossier=dossier, auteur=acteur.libelle, texte=mots, le=timezone.now())
    tracer_prive(acteur, "ecrire_note", dossier)
    return note


@transaction.atomic
def demander_avis(
    acteur: Acteur, dispositif: Any, *, expert: str, courriel: str, question: str, attendu_le: date
) -> AvisExpert:
    """Ask someone for an opinion before a day, by mail when an address is given."""
    dossier = prendre(acteur, dispositif.pk, Partie.INSTRUCTEURS)
    if attendu_le < timezone.localdate():
        raise ErreurReconnaissance("Ce jour est déjà passé.", champ="attendu_le")
    avis = AvisExpert.objects.create(
        dossier=dossier,
        expert=expert,
        courriel=courriel,
        question=question,
        demande_le=timezone.now(),
        demande_par=acteur.libelle,
        attendu_le=attendu_le,
    )
    tracer_prive(acteur, "demander_avis", dossier)
    demander_par_courriel(acteur, avis)
    return avis


@transaction.atomic
def rendre_avis(acteur: Acteur, dispositif: Any, avis_id: int, *, sens: str, texte: str) -> AvisExpert:
    """Write down what the expert answered, once."""
    dossier = prendre(acteur, dispositif.pk, Partie.INSTRUCTEURS)
    avis = AvisExpert.objects.select_for_update().filter(dossier=dossier, pk=avis_id).first()
    if avis is None or sens not in SensAvis.values:
        raise ErreurReconnaissance("Cet avis n'existe pas.")
    if avis.rendu_le is not None:
        raise ActeImpossible("Cet avis est déjà rendu.")
    avis.sens, avis.texte = sens, texte.strip()
    avis.rendu_le, avis.note_par = timezone.localdate(), acteur.libelle
    avis.save()
    tracer_prive(acteur, "rendre_avis", dossier)
    return avis
