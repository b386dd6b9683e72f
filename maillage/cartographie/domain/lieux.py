"""What a person writes to say where: coordinates, or an address that ends with its commune."""

from __future__ import annotations

import re
from dataclasses import dataclass

from maillage.territoire.domain.positions import DefautPosition, defaut_de

NOMBRE = re.compile(r"-?\d{1,3}[.,]\d+|-?\d{1,3}(?=\s|;|$)")
COORDONNEES = re.compile(rf"\s*({NOMBRE.pattern})\s*[,; ]\s*({NOMBRE.pattern})\s*")
ADRESSE = re.compile(r".*\b(\d{5})\s+(.+)")
VOIE = re.compile(r"(.*[^\W\d_].*?)\s*\b(\d{5})\s+.+")
EXEMPLE = "44,5176 ; 3,5010"


class LieuRefuseError(ValueError):
    """What was written is not a place of the country; the message is for people."""


@dataclass(frozen=True)
class Coordonnees:
    """Degrees, WGS84."""

    lon: float
    lat: float


def lire_coordonnees(texte: str) -> Coordonnees | None:
    """Read « latitude ; longitude »; None when it is something else. Raises LieuRefuseError when swapped or abroad."""
    trouve = COORDONNEES.fullmatch(texte)
    if trouve is None:
        return None
    lat, lon = (float(nombre.replace(",", ".")) for nombre in trouve.groups())
    defaut = defaut_de(lon, lat)
    if defaut is DefautPosition.INVERSEE:
        raise LieuRefuseError(
            f"Ces coordonnées semblent inversées : écrivez la latitude puis la longitude, comme « {EXEMPLE} »."
        )
    if defaut is not None:
        raise LieuRefuseError(
            f"Ce point n'est pas en France. Écrivez la latitude puis la longitude, comme « {EXEMPLE} »."
        )
    return Coordonnees(lon, lat)


def voie_d_une_adresse(texte: str) -> tuple[str, str]:
    """Return what is written before the postal code, and that code; nothing when there is no street."""
    trouve = VOIE.fullmatch(texte.strip())
    return (trouve[1].strip(" ,"), trouve[2]) if trouve else ("", "")


def commune_d_une_adresse(texte: str) -> tuple[str, str]:
    """Return (département by the postal code, name of the commune); the whole text and no département when there is no postal code."""
    trouve = ADRESSE.fullmatch(texte.strip())
    if trouve is None:
        return "", texte.strip()
    code, nom = trouve.groups()
    return code[:3] if code.startswith("97") else code[:2], nom.strip()
