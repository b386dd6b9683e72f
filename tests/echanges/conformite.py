"""A small reader of FHIR StructureDefinitions, written apart from the product: cardinalities, fixed patterns and slices of the differential.

It knows nothing of the rules of `maillage.echanges`: an export that pleases both was not made to please one. Invariants and bindings are
not read here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def charger_profils(dossier: Path) -> dict[str, dict[str, Any]]:
    """Return the profiles by canonical address."""
    definitions = (json.loads(fichier.read_text("utf-8")) for fichier in sorted(dossier.glob("*.json")))
    return {definition["url"]: definition for definition in definitions}


def _enfants(noeud: Any, nom: str) -> list[Any]:
    """Children of that name; `x[x]` takes any typed value, and `_x` stands for a value said to be absent."""
    if not isinstance(noeud, dict):
        return []
    if nom.endswith("[x]"):
        trouves = [valeur for cle, valeur in noeud.items() if cle.lstrip("_").startswith(nom[:-3])]
    else:
        trouves = [noeud[cle] for cle in (f"_{nom}", nom) if cle in noeud][:1]
    return [element for valeur in trouves for element in (valeur if isinstance(valeur, list) else [valeur])]


def _contient(valeur: Any, motif: Any) -> bool:
    if isinstance(motif, dict):
        return isinstance(valeur, dict) and all(_contient(valeur.get(cle), attendu) for cle, attendu in motif.items())
    if isinstance(motif, list):
        return isinstance(valeur, list) and all(any(_contient(v, attendu) for v in valeur) for attendu in motif)
    return bool(valeur == motif)


def _motif(element: dict[str, Any]) -> Any:
    return next((valeur for cle, valeur in element.items() if cle.startswith(("pattern", "fixed"))), None)


def manquements(ressource: dict[str, Any], definition: dict[str, Any]) -> list[str]:
    """Return what of the differential the resource does not hold, as « element: reason »."""
    elements = {element["id"]: element for element in definition["differential"]["element"]}
    dits: list[str] = []
    for identifiant, element in elements.items():
        *parents, dernier = identifiant.split(".")
        if not parents:
            continue
        nom, _, tranche = dernier.partition(":")
        for parent in _noeuds([ressource], parents[1:], elements, parents[0]):
            trouves = _enfants(parent, nom)
            if tranche:
                trouves = [noeud for noeud in trouves if _est_de_la_tranche(noeud, identifiant, elements)]
            if len(trouves) < element.get("min", 0):
                dits.append(f"{identifiant}: {len(trouves)} au lieu d'au moins {element['min']}")
            if element.get("max", "*") != "*" and len(trouves) > int(element["max"]):
                dits.append(f"{identifiant}: {len(trouves)} au lieu d'au plus {element['max']}")
            motif = _motif(element)
            if motif is not None and not tranche:
                dits += [f"{identifiant}: n'est pas {motif}" for noeud in trouves if not _contient(noeud, motif)]
    return dits


def _noeuds(noeuds: list[Any], chemin: list[str], elements: dict[str, Any], prefixe: str) -> list[Any]:
    for etape in chemin:
        prefixe = f"{prefixe}.{etape}"
        nom, _, tranche = etape.partition(":")
        noeuds = [enfant for noeud in noeuds for enfant in _enfants(noeud, nom)]
        if tranche:
            noeuds = [noeud for noeud in noeuds if _est_de_la_tranche(noeud, prefixe, elements)]
    return noeuds


def _est_de_la_tranche(noeud: Any, identifiant: str, elements: dict[str, Any]) -> bool:
    """A slice is known by the patterns of its children, or by the address of its extension."""
    element = elements[identifiant]
    profils = [profil for genre in element.get("type", []) for profil in genre.get("profile", [])]
    if profils:
        return isinstance(noeud, dict) and noeud.get("url") in profils
    motifs = {
        enfant.removeprefix(f"{identifiant}."): _motif(elements[enfant])
        for enfant in elements
        if enfant.startswith(f"{identifiant}.") and _motif(elements[enfant]) is not None
    }
    return bool(motifs) and all(
        any(_contient(valeur, motif) for valeur in _noeuds([noeud], chemin.split("."), {}, ""))
        for chemin, motif in motifs.items()
    )
