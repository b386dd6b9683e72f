"""The dialogue between the establishment and the authority: words about a sheet, yearly meetings."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from maillage.cpom.domain.erreurs import ErreurCpom
from maillage.cpom.models import DialogueGestion, MessageCpom
from maillage.cpom.permissions import DIALOGUE, SIGNATURE, exiger
from maillage.cpom.services.ecriture import fiche_verrouillee, tracer
from maillage.socle.acteur import Acces, Acteur


@transaction.atomic
def ecrire_message(acteur: Acteur, dispositif_id: int, fiche: str, texte: str) -> MessageCpom:
    """Add a word to the dialogue of a sheet; it says on whose side it was written."""
    exiger(acteur, dispositif_id, DIALOGUE)
    tenue = fiche_verrouillee(dispositif_id, fiche)
    if not texte.strip():
        raise ErreurCpom("Écrivez votre message.", champ="texte")
    message = MessageCpom.objects.create(
        fiche=tenue,
        autorite=acteur.peut(SIGNATURE, Acces.ECRITURE, dispositif_id),
        auteur=acteur.libelle,
        texte=texte.strip(),
        le=timezone.now(),
    )
    tracer(acteur, "ecrire_message", tenue)
    return message


@transaction.atomic
def dire_rencontre(
    acteur: Acteur,
    dispositif_id: int,
    fiche: str,
    *,
    annee: int,
    prevu_le: dt.date,
    tenu_le: dt.date | None = None,
    conclusions: str = "",
) -> DialogueGestion:
    """Plan the yearly meeting of a contract, or say that it was held and what was agreed."""
    exiger(acteur, dispositif_id, DIALOGUE)
    tenue = fiche_verrouillee(dispositif_id, fiche)
    if annee not in tenue.cpom.annees:
        raise ErreurCpom("Cette année est hors du CPOM.", champ="annee")
    if tenu_le is not None and tenu_le > timezone.localdate():
        raise ErreurCpom("Un dialogue n'est tenu qu'une fois le jour venu.", champ="tenu_le")
    if conclusions.strip() and tenu_le is None:
        raise ErreurCpom("Dites le jour où le dialogue s'est tenu pour en garder les conclusions.", champ="tenu_le")
    dialogue, _ = DialogueGestion.objects.update_or_create(
        cpom=tenue.cpom,
        annee=annee,
        defaults={"prevu_le": prevu_le, "tenu_le": tenu_le, "conclusions": conclusions.strip()},
    )
    tracer(acteur, "dire_rencontre", tenue, annee=annee, tenu=tenu_le is not None)
    return dialogue
