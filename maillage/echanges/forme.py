"""The base shape of FHIR resources (properties, types, dates), by `fhir.resources` (R4B, the nearest that the library holds to R4 4.0.1)."""

from __future__ import annotations

from typing import Any

from fhir.resources.R4B import get_fhir_model_class
from pydantic import ValidationError

from maillage.echanges.domain.fhir.controle import Faute

FAUTES_PAR_RESSOURCE = 5
EN_FRANCAIS = {
    "extra_forbidden": "propriété inconnue de FHIR",
    "missing": "valeur obligatoire absente",
}


def fautes_de_forme(lot: dict[str, Any]) -> list[Faute]:
    """Return the faults of shape of the resources of a bundle, in its order; an unknown type of resource is one."""
    return [
        faute
        for rang, entree in enumerate(lot.get("entry") or [])
        if isinstance(entree, dict) and isinstance(entree.get("resource"), dict)
        for faute in _ressource(entree["resource"], f"Bundle.entry[{rang}].resource")
    ]


def _ressource(ressource: dict[str, Any], chemin: str) -> list[Faute]:
    genre = ressource.get("resourceType")
    try:
        modele = get_fhir_model_class(str(genre))
    except (KeyError, LookupError):
        return [Faute(chemin, f"type de ressource inconnu : « {genre} »")]
    try:
        modele.model_validate(_lisible(ressource))
    except ValidationError as erreur:
        return [
            Faute(".".join([chemin, *map(str, detail["loc"])]), EN_FRANCAIS.get(detail["type"], f"{detail['msg']}"))
            for detail in erreur.errors(include_url=False, include_context=False)[:FAUTES_PAR_RESSOURCE]
        ]
    return []


def _lisible(valeur: Any) -> Any:
    """Drop `_value[x]` of extensions (a value said to be absent), which FHIR allows and the library does not know."""
    if isinstance(valeur, list):
        return [_lisible(element) for element in valeur]
    if not isinstance(valeur, dict):
        return valeur
    est_extension = "url" in valeur
    return {cle: _lisible(v) for cle, v in valeur.items() if not (est_extension and cle.startswith("_value"))}
