"""Alerts in the order of the contract, and the quality block that decides whether a return can be validated (R39)."""

from __future__ import annotations

from collections import Counter

import duckdb

from maillage.activite.domain.alertes import ALERTES, BLOQUANTE
from maillage.activite.moteur.mesures import Chiffres, taux

Objet = dict[str, object]

ORDRE_ALERTES = """
    SELECT code, source, id, jeune_id, jour FROM alerte WHERE d = ?
    ORDER BY code, source, id, jeune_id NULLS FIRST, jour NULLS FIRST
"""


def assembler_alertes(connexion: duckdb.DuckDBPyConnection, d: int) -> list[Objet]:
    """By code, table, id, jeune_id, date; null first."""
    return [
        {
            "code": code,
            "gravite": ALERTES[code].gravite,
            "table": table,
            "id": identifiant,
            "jeune_id": jeune_id,
            "date": jour and jour.isoformat(),
        }
        for code, table, identifiant, jeune_id, jour in connexion.execute(ORDRE_ALERTES, [d]).fetchall()
    ]


def assembler_qualite(chiffres: Chiffres, alertes: list[Objet]) -> Objet:
    """A return can be validated when no alert blocks it."""
    par_code = Counter(str(alerte["code"]) for alerte in alertes)
    bloquantes = sum(alerte["gravite"] == BLOQUANTE for alerte in alertes)
    passes, a_confirmer = chiffres["evenements_passes"], chiffres["a_confirmer"]
    return {
        "bloquantes": bloquantes,
        "avertissements": len(alertes) - bloquantes,
        "evenements_passes": passes,
        "a_confirmer": a_confirmer,
        "part_a_confirmer": taux(a_confirmer, passes),
        "validable": bloquantes == 0,
        "alertes_par_code": {code: par_code[code] for code in sorted(ALERTES)},
    }
