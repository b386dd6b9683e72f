"""A plan made again keeps the vehicle that each rider already had, where another would do as well: fewer families to call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from maillage.cartographie.tournees.domain.difference import places

SEMBLABLES = ("depart", "fin", "cout_km", "cout_heure", "cout_fixe")
"""What makes a vehicle cost the same; its seats are compared apart."""
Json = Mapping[str, Any]


def garder_les_vehicules(resultat: Json, avant: Json, probleme: Json) -> dict[str, Any]:
    """Return the same rounds, at the same cost, under the names that keep the most riders in place; as they are if names run short."""
    vehicules = {vehicule["id"]: vehicule for vehicule in probleme["vehicules"]}
    tournees = {tournee["vehicule"]: tournee for tournee in resultat["tournees"]}
    permis = {
        nom: [autre for autre in vehicules if _convient(tournee, vehicules[nom], vehicules[autre], probleme)]
        for nom, tournee in tournees.items()
    }
    noms = _renommer(_communs(resultat, avant, probleme["sens"]), permis)
    if noms is None:
        return dict(resultat)
    rangs = list(vehicules)
    renommees = [{**tournee, "vehicule": noms[nom]} for nom, tournee in tournees.items()]
    return {
        **resultat,
        "tournees": sorted(renommees, key=lambda tournee: rangs.index(tournee["vehicule"])),
        "non_servis": [_renomme(reste, noms) for reste in resultat["non_servis"]],
    }


def _convient(tournee: Json, sien: Json, autre: Json, probleme: Json) -> bool:
    """Same cost, same garage, enough seats."""
    if any(sien[cle] != autre[cle] for cle in SEMBLABLES):
        return False
    ids = {nom for arret in tournee["arrets"] for nom in arret["montent"]}
    montent = [jeune for jeune in probleme["jeunes"] if jeune["id"] in ids]
    fauteuils = sum(jeune["fauteuil"] for jeune in montent)
    assis = len(montent) - fauteuils + any(jeune["accompagnateur"] for jeune in montent)
    return bool(assis <= autre["places"] and fauteuils <= autre["places_fauteuil"])


def _communs(resultat: Json, avant: Json, sens: str) -> dict[tuple[str, str], int]:
    """Riders in common between a round and a former vehicle."""
    anciens = {nom: place.vehicule for nom, place in places(avant, sens).items()}
    communs: dict[tuple[str, str], int] = {}
    for nom, place in places(resultat, sens).items():
        if nom in anciens:
            paire = place.vehicule, anciens[nom]
            communs[paire] = communs.get(paire, 0) + 1
    return communs


def _renommer(communs: Mapping[tuple[str, str], int], permis: Mapping[str, list[str]]) -> dict[str, str] | None:
    """Best pairs first; a round without one keeps its own name, else takes a free one. None when a round is left without a vehicle."""
    noms: dict[str, str] = {}
    for present, ancien in sorted(communs, key=lambda paire: (-communs[paire], paire)):
        if present not in noms and ancien in permis[present] and ancien not in noms.values():
            noms[present] = ancien
    for present, possibles in permis.items():
        if present not in noms:
            libre = next((nom for nom in (present, *possibles) if nom not in noms.values()), None)
            if libre is None:
                return None
            noms[present] = libre
    return noms


def _renomme(reste: Json, noms: Mapping[str, str]) -> dict[str, Any]:
    """The vehicle that a change names follows."""
    change = reste["assouplissement"]
    texte = re.sub(r"« ([^»]*) »", lambda trouve: f"« {noms.get(trouve[1], trouve[1])} »", change["texte"])
    return {**reste, "assouplissement": {**change, "texte": texte}}
