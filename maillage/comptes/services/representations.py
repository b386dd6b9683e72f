"""Who is, or speaks for, a young person: opened by a dispositif, withdrawn, kept after majority by a decision of a judge. Each is journaled."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.comptes.models import Habilitation, Representation, Utilisateur
from maillage.comptes.referentiels import mesures, qualites
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.services import journaliser


class ErreurRepresentation(ValueError):  # noqa: N818
    """What was asked makes no sense; the message is for the person, in French."""


@transaction.atomic
def ouvrir_representation(
    acteur: Acteur,
    utilisateur: Utilisateur,
    *,
    jeune_id: int,
    qualite: str,
    dispositif_id: int,
    debut: dt.date,
    mesure: str = "",
) -> Representation:
    """Let an account see the space of a young person, as one of the capacities of the table.

    A professional's account is refused: who works here and has a child here holds two accounts, so that each reading says in what capacity
    it was made. The caller has checked that the dispositif knows the young person.
    """
    exiger(acteur, dispositif_id)
    exiger_table(qualite, mesure)
    if Habilitation.objects.filter(utilisateur=utilisateur).actives(debut).exists():
        raise ErreurRepresentation("Ce compte est celui d'un professionnel : prenez une autre adresse pour la famille.")
    if Representation.objects.filter(utilisateur=utilisateur, jeune_id=jeune_id, retiree_le__isnull=True).exists():
        raise ErreurRepresentation("Ce compte voit déjà l'espace de ce jeune.")
    representation = Representation.objects.create(
        utilisateur=utilisateur,
        jeune_id=jeune_id,
        qualite=qualite,
        mesure=mesure,
        dispositif_id=dispositif_id,
        debut=debut,
        accordee_par=acteur.libelle,
    )
    _journaliser(acteur, "comptes.ouvrir_representation", representation)
    return representation


@transaction.atomic
def retirer_representation(acteur: Acteur, representation: Representation) -> Representation:
    """Close the space of the young person to that account at once."""
    return _changer(acteur, representation, "comptes.retirer_representation", retiree_le=timezone.now())


@transaction.atomic
def retablir_representation(acteur: Acteur, representation: Representation) -> Representation:
    """Undo a withdrawal."""
    autres = Representation.objects.filter(
        utilisateur=representation.utilisateur_id, jeune_id=representation.jeune_id, retiree_le__isnull=True
    )
    if autres.exclude(pk=representation.pk).exists():
        raise ErreurRepresentation("Ce compte voit déjà l'espace de ce jeune.")
    return _changer(acteur, representation, "comptes.retablir_representation", retiree_le=None)


@transaction.atomic
def proteger_apres_la_majorite(
    acteur: Acteur, representation: Representation, *, mesure: str, fin: dt.date | None = None
) -> Representation:
    """Write (or, with an empty `mesure`, take away) the decision of a judge that keeps a representative after majority, and its last day."""
    exiger_table(representation.qualite, mesure)
    return _changer(acteur, representation, "comptes.proteger_apres_la_majorite", mesure=mesure, fin=fin)


def exiger(acteur: Acteur, dispositif_id: int) -> None:
    """Raise PermissionDenied for who does not keep the accounts of families there."""
    if not acteur.peut("familles", Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Vous n'ouvrez pas les comptes des familles dans ce dispositif.")


def exiger_table(qualite: str, mesure: str) -> None:
    """Raise ErreurRepresentation for a capacity or a measure that the table does not know, or that do not go together."""
    if qualite not in qualites():
        raise ErreurRepresentation("Choisissez en quelle qualité cette personne parle pour le jeune.")
    if not mesure:
        return
    if mesure not in mesures():
        raise ErreurRepresentation("Cette mesure ne laisse pas l'accès ouvert après la majorité.")
    if not qualites()[qualite].jusqu_a_la_majorite:
        raise ErreurRepresentation("Une mesure de protection désigne un représentant, pas le jeune lui-même.")


def _changer(acteur: Acteur, representation: Representation, acte: str, **champs: Any) -> Representation:
    exiger(acteur, representation.dispositif_id)
    for nom, valeur in champs.items():
        setattr(representation, nom, valeur)
    representation.save(update_fields=list(champs))
    _journaliser(acteur, acte, representation)
    return representation


def _journaliser(acteur: Acteur, acte: str, representation: Representation) -> None:
    details = {"qualite": representation.qualite, "mesure": representation.mesure}
    journaliser(
        acteur,
        acte,
        objet=f"compte {representation.utilisateur_id}",
        dispositif_id=representation.dispositif_id,
        jeune_id=representation.jeune_id,
        details=details,
    )
