"""Where événements take place, when the agenda knows: a booked room, a usual place, a unit, an establishment. Never a home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.agenda.domain.positions import Position
from maillage.agenda.models import LieuHabituel, NatureRessource, Ressource
from maillage.socle.vocabulaire import Categorie, LieuType
from maillage.structures import selectors as structures

DANS_LES_MURS = frozenset({LieuType.ETABLISSEMENT, LieuType.INTERNAT, LieuType.UE_EXTERNALISEE})
"""Types of place that stand where their unit, else their establishment, stands."""
TOUJOURS = (dt.date.min, dt.date.max)
SANS_POINT = frozenset({LieuType.DOMICILE, LieuType.TELEPHONE})
"""A home is never located, a call has no place."""


@dataclass(frozen=True)
class Reperes:
    """The known points of a dispositif: usual places by folded name, units, establishments and rooms by primary key."""

    lieux: Mapping[str, Position]
    unites: Mapping[int, Position]
    etablissements: Mapping[int, Position]
    salles: Mapping[int, Position]

    def position(self, evenement: Any, ressources: Iterable[int] = ()) -> Position | None:
        """Return where something happens, from its `lieu_type`, `lieu`, `unite_id` and `etablissement_id`; None when one cannot tell.

        A transport goes from one place to another: it has no position.
        """
        if evenement.categorie == Categorie.TRANSPORT or evenement.lieu_type in SANS_POINT:
            return None
        salle = next((self.salles[cle] for cle in ressources if cle in self.salles), None)
        if salle is not None:
            return salle
        nomme = self.lieux.get(evenement.lieu.strip().casefold())
        if nomme is not None or evenement.lieu_type not in DANS_LES_MURS:
            return nomme
        return self.unites.get(evenement.unite_id or 0) or self.etablissements.get(evenement.etablissement_id or 0)


def reperes(dispositif_id: int) -> Reperes:
    """Return the known points of a dispositif (4 queries whatever the number of événements)."""
    unites = {unite.pk: point for unite in structures.unites_du_dispositif(dispositif_id) if (point := _point(unite))}
    lieux = LieuHabituel.objects.filter(dispositif_id=dispositif_id).select_related("commune")
    salles = Ressource.objects.filter(dispositif_id=dispositif_id, nature=NatureRessource.SALLE)
    return Reperes(
        lieux={lieu.libelle.strip().casefold(): point for lieu in lieux if (point := _point(lieu))},
        unites=unites,
        etablissements=_etablissements(dispositif_id),
        salles={cle: unites[unite] for cle, unite in salles.values_list("pk", "unite_id") if unite in unites},
    )


def _etablissements(dispositif_id: int) -> dict[int, Position]:
    """Only their own point: their commune would be one more query for each."""
    return {
        etablissement.pk: Position(etablissement.lon, etablissement.lat, str(etablissement))
        for etablissement in structures.etablissements_du_dispositif(dispositif_id, *TOUJOURS)
        if etablissement.lon is not None and etablissement.lat is not None
    }


def _point(objet: Any) -> Position | None:
    """Its own point, else that of its commune."""
    for porteur in (objet, objet.commune):
        if porteur is not None and porteur.lon is not None and porteur.lat is not None:
            return Position(porteur.lon, porteur.lat, str(objet))
    return None
