"""Taking professionals back from elsewhere (FHIR, full export): the same identifier is the same person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser
from maillage.structures.models import Affectation, Professionnel
from maillage.structures.models.personnes import Metier

METIERS = frozenset(Metier.values)


def professionnels_repris(
    acteur: Acteur, dispositif_id: int, lignes: Iterable[tuple[str, str, str, str]], *, debut: dt.date
) -> dict[str, int]:
    """Return the primary key of each professional (identifier, name, first name, profession), created when unknown (4 queries at most).

    Who had no assignment in the dispositif gets one from `debut`. Nothing of a known professional is changed.
    """
    voulus = {ligne[0]: ligne for ligne in lignes}
    connus = {pro.identifiant: pro.pk for pro in Professionnel.objects.filter(identifiant__in=voulus)}
    nouveaux = Professionnel.objects.bulk_create(
        Professionnel(identifiant=cle, nom=nom, prenom=prenom, metier=metier if metier in METIERS else Metier.AUTRE)
        for cle, nom, prenom, metier in voulus.values()
        if cle not in connus
    )
    connus |= {pro.identifiant: pro.pk for pro in nouveaux}
    deja = set(Affectation.objects.filter(dispositif_id=dispositif_id).values_list("professionnel_id", flat=True))
    Affectation.objects.bulk_create(
        Affectation(dispositif_id=dispositif_id, professionnel_id=pk, debut=debut)
        for pk in connus.values()
        if pk not in deja
    )
    if nouveaux:
        journaliser(
            acteur, "structures.reprendre_professionnels", dispositif_id=dispositif_id, details={"crees": len(nouveaux)}
        )
    return connus
