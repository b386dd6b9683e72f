"""What is read in a resource: identifiers, extensions, days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from maillage.echanges.domain.fhir import noms
from maillage.echanges.domain.fhir.briques import Ressource
from maillage.echanges.domain.fhir.controle import valeurs

LONGUEUR_IDENTIFIANT = 64


def identifiant_de(patient: Ressource) -> str:
    """Return the identifier of a young person: that of Maillage, else FINESS and local identifier together, unique over establishments."""
    return identifiant_maillage(patient) or identifiant_exterieur(patient, noms.LOCAL_USAGER)


def identifiant_maillage(ressource: Ressource) -> str:
    siens = [i for i in valeurs(ressource, "identifier") if i.get("system") == noms.IDENTIFIANT_MAILLAGE]
    return str(siens[0].get("value", "")) if siens else ""


def identifiant_exterieur(ressource: Ressource, systeme: str) -> str:
    siens = [str(i.get("value", "")) for i in valeurs(ressource, "identifier") if i.get("system") == systeme]
    return exterieur(siens[0] if siens else str(ressource.get("id", "")))


def exterieur(valeur: str) -> str:
    """An identifier of another system, in letters and digits: `3480787529/1234-EVN-5` gives `3480787529-1234-EVN-5`."""
    return valeur.replace("/", "-")[-LONGUEUR_IDENTIFIANT:]


def finess_du_local(patient: Ressource) -> str:
    for identifiant in valeurs(patient, "identifier"):
        lu = noms.LOCAL.match(str(identifiant.get("value", "")))
        if identifiant.get("system") == noms.LOCAL_USAGER and lu:
            return lu["finess"]
    return ""


def extensions_de(ressource: Ressource, nom: str) -> list[dict[str, Any]]:
    """Return the parts of each extension of Maillage of that name, by name."""
    return [
        {
            partie["url"]: next(v for cle, v in partie.items() if cle.startswith("value"))
            for partie in lue.get("extension", [])
        }
        for lue in valeurs(ressource, "extension")
        if lue.get("url") == noms.MAILLAGE + nom
    ]


def extension_de(ressource: Ressource, nom: str) -> dict[str, Any]:
    return next(iter(extensions_de(ressource, nom)), {})


def valeur_tddui(ressource: Ressource, nom: str, cle: str) -> str:
    return next((str(e.get(cle, "")) for e in valeurs(ressource, "extension") if e.get("url") == noms.PROFIL + nom), "")


def premier_texte(ressource: Ressource, chemin: str) -> str:
    return next((str(texte) for texte in valeurs(ressource, chemin)), "")


def lire_jour(texte: str) -> dt.date:
    """Return the day of a FHIR date; a year or a month alone (« 2024 », « 2024-05 ») is its first day."""
    return dt.date.fromisoformat((texte[:10] + "-01-01")[:10] if len(texte) == 4 else (texte[:10] + "-01")[:10])


def lire_moment(texte: str, zone: dt.tzinfo) -> dt.datetime:
    """Return the moment of a FHIR dateTime; a day alone is its midnight, in `zone` when none is said."""
    moment = dt.datetime.fromisoformat(texte if len(texte) > 10 else lire_jour(texte).isoformat())
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def lire_dates(partie: Mapping[str, Any]) -> dict[str, Any]:
    return {cle: lire_jour(valeur) if cle in ("debut", "fin") else valeur for cle, valeur in partie.items()}
