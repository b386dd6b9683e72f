"""Reader of the flat extract published until 2026 on data.gouv.fr (no header, semicolons, `structureet` then `geolocalisation` lines).

Layout: documentation of the FINESS extracts cs1100502 and cs1100507.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TextIO

from pyproj import Transformer

from maillage.structures.domain.normalisation import FicheBrute

COLONNES = (
    "section",
    "nofinesset",
    "nofinessej",
    "rs",
    "rslongue",
    "complrs",
    "compldistrib",
    "numvoie",
    "typvoie",
    "voie",
    "compvoie",
    "lieuditbp",
    "commune",
    "departement",
    "libdepartement",
    "ligneacheminement",
    "telephone",
    "telecopie",
    "categetab",
    "libcategetab",
    "categagretab",
    "libcategagretab",
    "siret",
    "codeape",
    "codemft",
    "libmft",
    "codesph",
    "libsph",
    "dateouv",
    "dateautor",
    "datemaj",
    "numuai",
)
EQUIVALENCES = {
    "finess": "nofinesset",
    "uai": "numuai",
    "nom": "rs",
    "categorie": "categetab",
    "organisme_finess": "nofinessej",
    "siret": "siret",
    "telephone": "telephone",
    "ouvert_le": "dateouv",
}
MORCEAUX_VOIE = ("numvoie", "typvoie", "voie")
DEPARTEMENTS_OUTRE_MER = {"9A": "97", "9B": "97", "9C": "97", "9D": "97", "9F": "97"}
"""Codes of départements proper to FINESS: what stands before the three digits of the commune."""
PROJECTIONS = {"9A": 32620, "9B": 32620, "9C": 2972, "9D": 2975, "9F": 4471}
LAMBERT_93 = 2154
ETABLISSEMENT, POSITION = "structureet", "geolocalisation"


def situation_de(premiere_ligne: list[str]) -> date | None:
    """Return the date of the extract from its first line (`finess;etalab;111;2026-05-12`), None when it is not such a line."""
    if premiere_ligne[:2] != ["finess", "etalab"] or len(premiere_ligne) < 4:
        return None
    return date.fromisoformat(premiere_ligne[3])


def lire_positions(texte: TextIO) -> dict[str, tuple[str, str]]:
    """Return the projected coordinates of each establishment: they stand after all of them in the file."""
    lignes = (ligne for ligne in csv.reader(texte, delimiter=";") if ligne[:1] == [POSITION] and len(ligne) > 3)
    return {ligne[1]: (ligne[2], ligne[3]) for ligne in lignes}


def lire_etalab(texte: TextIO, positions: Mapping[str, tuple[str, str]], *, situation_le: date) -> Iterator[FicheBrute]:
    """Yield each establishment; `emplacement` is « ligne N », the first line of the file being line 1."""
    lecteur = csv.reader(texte, delimiter=";")
    for ligne in lecteur:
        if ligne[:1] == [ETABLISSEMENT]:
            valeurs = dict(zip(COLONNES, ligne, strict=False))
            yield _fiche(valeurs, positions, f"ligne {lecteur.line_num}", situation_le)


def _fiche(
    valeurs: Mapping[str, str], positions: Mapping[str, tuple[str, str]], emplacement: str, situation_le: date
) -> FicheBrute:
    departement, commune = valeurs.get("departement", ""), valeurs.get("commune", "")
    code = f"{DEPARTEMENTS_OUTRE_MER.get(departement, departement)}{commune}" if commune else ""
    projetee = positions.get(valeurs.get("nofinesset", ""))
    return FicheBrute(
        emplacement=emplacement,
        valeurs={
            **{champ: valeurs.get(colonne, "") for champ, colonne in EQUIVALENCES.items()},
            "adresse": " ".join(valeurs[morceau] for morceau in MORCEAUX_VOIE if valeurs.get(morceau)),
            "code_postal": valeurs.get("ligneacheminement", "")[:5],
            "commune": code,
        },
        positions=(_en_degres(projetee, departement),) if projetee else (),
        situation_le=situation_le,
    )


@lru_cache(maxsize=8)
def _projection(epsg: int) -> Transformer:
    return Transformer.from_crs(epsg, 4326, always_xy=True)


def _en_degres(projetee: tuple[str, str], departement: str) -> tuple[str, str]:
    """Longitude and latitude as texts; what is not a number is left as it is, for the check of positions to say."""
    try:
        x, y = (float(texte) for texte in projetee)
    except ValueError:
        return projetee
    lon, lat = _projection(PROJECTIONS.get(departement, LAMBERT_93)).transform(x, y)
    return f"{lon:.6f}", f"{lat:.6f}"
