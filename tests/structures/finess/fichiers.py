"""Invented FINESS files in both formats, for tests."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

ENTETE = [
    "nofinesset",
    "rs",
    "categorie",
    "adresse",
    "code_postal",
    "commune_insee",
    "telephone",
    "lon",
    "lat",
    "precision_position",
    "etat",
    "date_ouverture",
    "date_fermeture",
    "score_ban",
    "uai",
    "id",
]
TILLEULS = {
    "nofinesset": "310000001",
    "rs": "SESSAD LES TILLEULS",
    "categorie": "182",
    "adresse": "6 R DU LYCEE",
    "code_postal": "31000",
    "commune_insee": "31555",
    "telephone": "05 61 00 00 01",
    "lon": "1.44",
    "lat": "43.6",
    "precision_position": "commune",
}


def fichier_csv(*lignes: dict[str, str]) -> io.BytesIO:
    """Return a CSV file of these lines, each one completing the first invented establishment."""
    texte = io.StringIO(newline="")
    sortie = csv.DictWriter(texte, ENTETE, restval="")
    sortie.writeheader()
    sortie.writerows({**TILLEULS, **ligne} for ligne in lignes)
    return io.BytesIO(texte.getvalue().encode())


EGE_DEFAUT: dict[str, Any] = {
    "finess": "310000001",
    "nom": "SESSAD LES TILLEULS             ",
    "categorie": "182",
    "etat": "A",
    "ouverture": "1991-01-01",
    "fermeture": None,
    "commune": "31555",
    "position": ("1.4412", "43.6021", "6280000.1", "574000.2"),
    "score": "0.97",
    "uai": None,
    "numero": "6",
    "voie": "DU LYCEE",
}


def ege(**champs: Any) -> dict[str, Any]:
    """Return one establishment of the new format, the same as TILLEULS unless said otherwise."""
    valeurs = EGE_DEFAUT | champs
    x, y, latitude, longitude = valeurs["position"] or ("", "", "", "")
    coordonnees = {
        "coordonneeX": x,
        "coordonneeY": y,
        "directionLatitude": latitude,
        "directionLongitude": longitude,
        "scoreBAN": valeurs["score"],
    }
    return {
        "informationsGeneralesEGE": {
            "numFinessEge": valeurs["finess"],
            "nomEgeCourt": valeurs["nom"],
            "dateOuverture": valeurs["ouverture"],
            "dateFermeture": valeurs["fermeture"],
            "numeroEducationNationale": valeurs["uai"],
            "siret": None,
        },
        "categorieentiteGeographiqueExercice": valeurs["categorie"],
        "etatObjet": valeurs["etat"],
        "adresse": [
            {"usageAdresse": "04", "numeroVoie": "99", "libelleVoie": "AILLEURS", "cogCommune": "99999"},
            {
                "usageAdresse": "03",
                "numeroVoie": valeurs["numero"],
                "complementVoie": None,
                "typeVoie": "R   ",
                "libelleVoie": valeurs["voie"],
                "codePostal": "31000",
                "cogCommune": valeurs["commune"],
                "coordonneesGeographique": coordonnees if valeurs["position"] else None,
            },
        ],
        "contact": [{"telecom": {"telephone": "0561000001"}}],
    }


def fichier_json(*etablissements: dict[str, Any], le: str = "2026-08-13", organisme: str = "310999999") -> io.BytesIO:
    """Return a file of the new format, one legal body holding these establishments."""
    contenu = {
        "schemaVersion": "v1.0.0",
        "generatedAt": f"{le}T02:07:30.574916747Z",
        "gco": [],
        "gcc": [{"gccId": "1", "pmejDuGcc": []}],
        "pmej": [
            {
                "informationsGeneralesPMEJ": {
                    "numFinessPm": organisme,
                    "denominationLonguePmSmsse": "ASSOCIATION INVENTEE",
                    "siren": "123456789",
                },
                "ege": list(etablissements),
            }
        ],
    }
    return io.BytesIO(json.dumps(contenu, indent=1).encode())
