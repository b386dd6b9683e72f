"""Giving places: the rule of shares applied under the lock of the date, so that two people never get the last place."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from maillage.rencontres.domain.etats import EtatInscription
from maillage.rencontres.domain.partage import DemandePlace, attribuer
from maillage.rencontres.models import Inscription, SeanceRencontre
from maillage.rencontres.permissions import RENCONTRES, exiger
from maillage.rencontres.services.courriels import ecrire
from maillage.rencontres.services.ecriture import prendre_seance, tracer
from maillage.socle.acteur import Acteur


def donner_les_places(
    acteur: Acteur, seance: SeanceRencontre, *, muettes: frozenset[int] = frozenset()
) -> list[Inscription]:
    """Give what is free, tell by mail each one promoted (but `muettes`, told otherwise) and return them. The date must be locked by the caller."""
    if seance.annulee:
        return []
    maintenant = timezone.now()
    inscriptions = seance.inscriptions.select_related("seance__rencontre", "seance__commune")
    attente = list(inscriptions.filter(etat=EtatInscription.EN_ATTENTE).order_by("arrivee_le", "pk"))
    tenues = list(seance.inscriptions.filter(etat=EtatInscription.INSCRIT).values_list("cle_structure", flat=True))
    demandes = [DemandePlace(une.pk, une.cle_structure, rang) for rang, une in enumerate(attente)]
    servies = set(attribuer(demandes, tenues, seance.regle, le=timezone.localdate(maintenant)))
    promues = [une for une in attente if une.pk in servies]
    for une in promues:
        une.etat, une.place_le = EtatInscription.INSCRIT, maintenant
        une.save(update_fields=["etat", "place_le"])
        tracer(acteur, "donner_place", une, seance=seance.identifiant)
        if une.pk not in muettes:
            ecrire(une, "promue", suite=f"{maintenant:%Y%m%d%H%M%S}")
    return promues


@transaction.atomic
def repartir(acteur: Acteur, seance: SeanceRencontre) -> int:
    """Share again what is free at a date; return how many people got a place."""
    exiger(acteur, RENCONTRES)
    return len(donner_les_places(acteur, prendre_seance(seance.pk)))
