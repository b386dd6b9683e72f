"""A written result, read again as a plan."""

from __future__ import annotations

from typing import Any

from maillage.cartographie.tournees import valeurs
from maillage.cartographie.tournees.domain.modele import Arret, Plan, Tournee


def relire(resultat: dict[str, Any]) -> Plan:
    tournees = tuple(
        Tournee(tournee["vehicule"], tuple(_arret(arret) for arret in tournee["arrets"]))
        for tournee in resultat["tournees"]
    )
    return Plan(tournees, tuple(non_servi["id"] for non_servi in resultat["non_servis"]))


def _arret(lu: dict[str, Any]) -> Arret:
    return Arret(lu["point"], valeurs.heure(lu["heure"]), tuple(lu["montent"]), tuple(lu["descendent"]))
