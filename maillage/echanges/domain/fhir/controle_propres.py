"""What the extensions of Maillage must hold to come back: parts that are needed, days, numbers, codes, lengths.

The table is `[extensions.…]` of `referentiels/tddui.toml`, with the codes of the vocabulary put in by `echanges.regles`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from maillage.echanges.domain.fhir import noms
from maillage.echanges.domain.fhir.briques import Ressource
from maillage.echanges.domain.fhir.controle import Faute, valeurs

TAILLE = 64


def controler_extensions(ressource: Ressource, chemin: str, regles: Mapping[str, Mapping[str, Any]]) -> Iterator[Faute]:
    """Yield the faults of the extensions of Maillage that a resource bears; one that the table does not know is told and left aside."""
    for extension in valeurs(ressource, "extension"):
        adresse = str(extension.get("url", "")) if isinstance(extension, dict) else ""
        if not adresse.startswith(noms.MAILLAGE):
            continue
        nom = adresse.removeprefix(noms.MAILLAGE)
        ou = f"{chemin}.extension({nom})"
        if nom not in regles:
            yield Faute(ou, "extension inconnue, laissée de côté", bloquante=False)
            continue
        yield from _controler(extension, ou, regles[nom])


def _controler(extension: Mapping[str, Any], ou: str, regle: Mapping[str, Any]) -> Iterator[Faute]:
    permises = {*regle.get("requis", ()), *regle.get("permis", ())}
    lues: set[str] = set()
    parties = extension.get("extension")
    for partie in parties if isinstance(parties, list) else []:
        nom = str(partie.get("url", "")) if isinstance(partie, dict) else ""
        valeur = next((v for cle, v in partie.items() if cle.startswith("value")), None) if nom else None
        if nom not in permises:
            yield Faute(ou, f"partie « {nom} » inconnue")
        elif valeur is None:
            yield Faute(f"{ou}.{nom}", "valeur absente")
        else:
            lues.add(nom)
            yield from _controler_valeur(valeur, f"{ou}.{nom}", nom, regle)
    for nom in regle.get("requis", ()):
        if nom not in lues:
            yield Faute(f"{ou}.{nom}", "valeur obligatoire absente")


def _controler_valeur(valeur: Any, ou: str, nom: str, regle: Mapping[str, Any]) -> Iterator[Faute]:
    codes = regle.get("codes", {}).get(nom)
    if codes is not None:
        if str(valeur) not in codes:
            yield Faute(ou, f"code « {valeur} » hors de la liste attendue")
    elif nom in regle.get("jours", ()):
        if not _se_lit(valeur, dt.datetime.fromisoformat):
            yield Faute(ou, f"« {valeur} » n'est pas une date")
    elif nom in regle.get("nombres", ()):
        if not _se_lit(valeur, Decimal):
            yield Faute(ou, f"« {valeur} » n'est pas un nombre")
    elif len(str(valeur)) > regle.get("tailles", {}).get(nom, TAILLE):
        yield Faute(ou, f"dépasse {regle.get('tailles', {}).get(nom, TAILLE)} caractères")


def _se_lit(valeur: Any, lire: Any) -> bool:
    try:
        lu = lire(str(valeur))
    except (ValueError, InvalidOperation):
        return False
    return not isinstance(lu, Decimal) or lu.is_finite()
