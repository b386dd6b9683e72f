"""The bricks of a resource: addresses inside the bundle, codes, identifiers, extensions."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from maillage.echanges.domain.fhir import noms

Ressource = dict[str, Any]


def adresse(genre: str, cle: str) -> str:
    """Return the address of a resource inside the bundle: the same object, the same address."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{noms.MAILLAGE}{genre}/{cle}')}"


def reference(genre: str, cle: str) -> dict[str, str]:
    return {"reference": adresse(genre, cle)}


def extension(nom: str, valeurs: dict[str, Any]) -> dict[str, Any]:
    """Return an extension of Maillage: named parts, empty ones left out; dates, booleans and words by their type."""
    parties = [_partie(cle, valeur) for cle, valeur in valeurs.items() if valeur not in (None, "")]
    return {"url": noms.MAILLAGE + nom, "extension": parties}


def _partie(cle: str, valeur: Any) -> dict[str, Any]:
    if isinstance(valeur, bool):
        return {"url": cle, "valueBoolean": valeur}
    if isinstance(valeur, dt.datetime):
        return {"url": cle, "valueDateTime": valeur.isoformat()}
    if isinstance(valeur, dt.date):
        return {"url": cle, "valueDate": valeur.isoformat()}
    return {"url": cle, "valueString": str(valeur)}


def extension_tddui(nom: str, **valeur: Any) -> dict[str, Any]:
    return {"url": noms.PROFIL + nom, **valeur}


def ressource_neuve(genre: str, cle: str, profil: str = "") -> Ressource:
    meta = {"meta": {"profile": [noms.PROFIL + profil]}} if profil else {}
    return {"resourceType": genre, "_cle": cle, **meta}


def code_de(systeme: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": systeme, "code": code}]}


def identifiant_propre(identifiant: str) -> dict[str, str]:
    """The identifier of Maillage, beside that of TDDUI."""
    return {"system": noms.IDENTIFIANT_MAILLAGE, "value": identifiant}
