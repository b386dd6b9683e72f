"""What a plan changes for each one, from a former plan of the same day: JSON results of the contract, compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PlaceDansUnPlan:
    """Where and when someone gets on (ALLER) or off (RETOUR)."""

    vehicule: str
    heure: str

    def objet(self) -> dict[str, str]:
        return {"vehicule": self.vehicule, "heure": self.heure}


def places(resultat: Mapping[str, Any], sens: str) -> dict[str, PlaceDansUnPlan]:
    """The place of each rider served."""
    cle = "montent" if sens == "ALLER" else "descendent"
    return {
        nom: PlaceDansUnPlan(tournee["vehicule"], arret["heure"])
        for tournee in resultat.get("tournees", ())
        for arret in tournee["arrets"]
        for nom in arret[cle]
    }


def comparer(avant: Mapping[str, Any], apres: Mapping[str, Any], sens: str) -> dict[str, Any]:
    """Totals before and after, and each rider whose vehicle or hour changes; who was not or is no longer served has no place there."""
    anciennes, nouvelles = places(avant, sens), places(apres, sens)
    changes = [
        {
            "id": nom,
            "avant": anciennes[nom].objet() if nom in anciennes else None,
            "apres": nouvelles[nom].objet() if nom in nouvelles else None,
        }
        for nom in sorted(anciennes.keys() | nouvelles.keys())
        if _dite(anciennes.get(nom)) != _dite(nouvelles.get(nom))
    ]
    totaux = {cle: {"avant": avant.get(cle), "apres": apres.get(cle)} for cle in ("cout", "km", "minutes")}
    nombres = {"avant": len(avant.get("tournees", ())), "apres": len(apres.get("tournees", ()))}
    return {"totaux": {**totaux, "vehicules": nombres}, "jeunes": changes}


def _dite(place: PlaceDansUnPlan | None) -> tuple[str, str] | None:
    """What a family is told: seconds are not."""
    return None if place is None else (place.vehicule, place.heure[:5])
