"""Who sees a place: decided by the young person, alone or with a professional; a secret is kept at once and for ever, but for the young person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from maillage.carte_de_vie.domain.carte import Lieu, Partage
from maillage.carte_de_vie.domain.erreurs import ErreurCarte
from maillage.carte_de_vie.domain.vocabulaire import Regard
from maillage.carte_de_vie.selectors.acces import Porte
from maillage.carte_de_vie.services.depot import SANS_DISPOSITIF, prendre, ranger, tracer
from maillage.structures.selectors.dispositifs import partenaires_du_dispositif


@transaction.atomic
def partager_lieu(porte: Porte, cle: str, *, partage: Partage, maintenant: datetime) -> Lieu:
    """Say who sees a place. The young person alone may take it back from the team, or show what is secret."""
    lieu = prendre(porte, cle, le=timezone.localdate(maintenant))
    neuf = replace(lieu, partage=partage_permis(porte, partage), version=lieu.version + 1)
    ranger(porte, neuf, avant=lieu)
    tracer(porte, "partager_lieu", neuf)
    return neuf


@transaction.atomic
def garder_secret(porte: Porte, cle: str, *, maintenant: datetime) -> None:
    """Hide a place from everyone but the young person, whoever asks: the professional who does it no longer sees it, and cannot undo it."""
    lieu = prendre(porte, cle, le=timezone.localdate(maintenant))
    neuf = replace(lieu, partage=Partage(), version=lieu.version + 1)
    ranger(porte, neuf, avant=lieu)
    tracer(porte, "garder_secret", neuf)


def partage_permis(porte: Porte, partage: Partage, *, nouveau: bool = False) -> Partage:
    """Return who will see the place. A professional never hides from the team what stays open: they keep it secret, or they see it."""
    if not partage.secret and porte.dispositif_id is None:
        raise ErreurCarte(SANS_DISPOSITIF)
    if porte.regard is Regard.EQUIPE and not (nouveau and partage.secret):
        partage = replace(partage, equipe=True)
    if partage.partenaires and not partage.equipe:
        raise ErreurCarte(
            "C'est l'équipe qui remet un extrait à un partenaire : cochez aussi l'équipe.", champ="equipe"
        )
    if partage.partenaires and porte.dispositif_id is not None:
        connus = set(partenaires_du_dispositif(porte.dispositif_id).values_list("pk", flat=True))
        if not partage.partenaires <= connus:
            raise ErreurCarte("Ce partenaire n'est plus dans l'annuaire du dispositif.", champ="partenaires")
    return partage
