"""Invented folders of any size, in the tables of the contract: regular weeks, nights, groups, double entries, absences."""

from __future__ import annotations

from pathlib import Path

import duckdb

DEBUT = "2024-01-01"
SEMAINES = 65
"""Fifteen months."""
PAR_SEMAINE = 14
"""Events of a young person in a week, before groups are merged."""

# rang: 0-7 half-days of day care, 8-10 nights or sessions in ordinary settings, 11 family, 12 indirect, 13 transport.
FAITS = """
CREATE TABLE fait AS
SELECT
    'E' || lpad((row_number() OVER ())::VARCHAR, 9, '0') AS event_id,
    'D' || lpad(d::VARCHAR, 4, '0') AS dispositif_id,
    'J' || lpad(d::VARCHAR, 4, '0') || lpad(j::VARCHAR, 4, '0') AS jeune_id,
    d, j, rang, hash(d, j, s, rang) AS h,
    DATE '{debut}' + (7 * s)::INTEGER + CASE WHEN rang < 8 THEN (rang // 2)::INTEGER WHEN rang < 11 THEN (rang - 8)::INTEGER ELSE 4 END AS jour,
    rang BETWEEN 8 AND 10 AND j % 3 = 0 AS nuit
FROM range({dispositifs}) a(d), range({jeunes}) b(j), range({semaines}) c(s), range({par_semaine}) e(rang)
"""
EVENEMENT = """
SELECT
    event_id, dispositif_id, CASE WHEN h % 3 = 0 THEN 'DUI' END AS source,
    CASE WHEN h % 3 = 0 THEN 'R' || CASE WHEN h % 60 = 0 THEN (h % 9973)::VARCHAR ELSE event_id END END AS source_ref,
    jour + CASE
        WHEN nuit THEN INTERVAL 19 HOUR
        WHEN rang < 8 AND rang % 2 = 0 THEN INTERVAL 9 HOUR
        WHEN rang < 8 THEN INTERVAL 810 MINUTE
        ELSE INTERVAL 1 MINUTE * (960 + 5 * (h % 12)::INTEGER)
    END AS debut,
    jour + CASE
        WHEN nuit THEN INTERVAL 32 HOUR
        WHEN rang < 8 AND rang % 2 = 0 THEN INTERVAL 12 HOUR
        WHEN rang < 8 THEN INTERVAL 990 MINUTE
        ELSE INTERVAL 1 MINUTE * (1005 + 5 * (h % 12)::INTEGER)
    END AS fin,
    CASE WHEN rang < 11 THEN 'DIRECT_JEUNE' WHEN rang = 11 THEN 'DIRECT_ENTOURAGE' WHEN rang = 12 THEN 'INDIRECT' ELSE 'TRANSPORT' END AS categorie,
    CASE WHEN nuit THEN 'AN' WHEN rang < 8 THEN 'AJ' WHEN rang < 11 THEN 'PMO' END AS modalite,
    CASE WHEN rang BETWEEN 8 AND 10 AND NOT nuit THEN 'ECOLE' END AS lieu_type,
    CASE WHEN h % 33 = 0 THEN 'ANNULE' WHEN h % 29 = 0 THEN 'PLANIFIE' ELSE 'REALISE' END AS statut
FROM fait
"""
EVENEMENT_JEUNE = """
SELECT event_id, jeune_id, CASE WHEN h % 20 = 0 THEN 'ABSENT' WHEN h % 4 = 0 THEN 'PRESENT' END AS presence FROM fait
UNION ALL
SELECT event_id, 'J' || lpad(d::VARCHAR, 4, '0') || lpad(((j + 1) % {jeunes})::VARCHAR, 4, '0'), NULL FROM fait WHERE h % 10 = 1 AND {jeunes} > 1
"""
EVENEMENT_PRO = """
SELECT event_id, 'P' || dispositif_id || (h % 25)::VARCHAR AS pro_id FROM fait
UNION ALL
SELECT event_id, 'P' || dispositif_id || (25 + h % 5)::VARCHAR FROM fait WHERE h % 8 = 1
"""
PERSONNE = "SELECT DISTINCT dispositif_id, jeune_id, d, j FROM fait"
PETITES = {
    "dispositif": "SELECT DISTINCT dispositif_id, 'DITEP' AS type FROM fait",
    "places": "SELECT dispositif_id, m AS modalite, 40 AS n, DATE '2020-01-01' AS valid_from "
    "FROM (SELECT DISTINCT dispositif_id FROM fait), (VALUES ('AJ'), ('AN'), ('PMO')) x(m)",
    "jeune": f"SELECT jeune_id, DATE '2010-01-01' + j::INTEGER AS naissance, '31555' AS commune_insee FROM ({PERSONNE})",
    "phase": "SELECT 'PH' || jeune_id AS phase_id, jeune_id, dispositif_id, "
    "CASE WHEN j % 20 = 0 THEN 'PRE_ADMISSION' ELSE 'ACCOMPAGNEMENT' END AS type, DATE '2023-09-01' AS debut, "
    f"CASE WHEN j % 11 = 0 THEN DATE '2024-11-15' END AS fin FROM ({PERSONNE})",
    "modalite_periode": f"SELECT jeune_id, dispositif_id, m AS modalite, DATE '2023-09-01' AS debut FROM ({PERSONNE}), "
    "(VALUES ('AJ'), ('AN'), ('PMO')) x(m) WHERE m <> 'AN' OR j % 3 = 0",
    "absence": "SELECT jeune_id, dispositif_id, "
    "DATE '{debut}' + ((hash(jeune_id, k) % 440)::INTEGER) + INTERVAL 8 HOUR AS debut, "
    "DATE '{debut}' + ((hash(jeune_id, k) % 440)::INTEGER) + INTERVAL 1 HOUR * (10 + 24 * (hash(k, jeune_id) % 3)::INTEGER) AS fin, "
    f"CASE k % 3 WHEN 0 THEN 'MALADIE' WHEN 1 THEN 'FAMILLE' ELSE 'RENDEZ_VOUS' END AS motif FROM ({PERSONNE}), range(8) r(k)",
    "action_ar": "SELECT 'A' || jeune_id AS action_id, dispositif_id, DATE '{debut}' + ((hash(jeune_id) % 440)::INTEGER) AS date, "
    f"90 AS duree_min, 'APPUI_CONSEIL' AS type, 2 AS n_pros, jeune_id FROM ({PERSONNE})",
    "complexite": f"SELECT jeune_id, c AS critere, DATE '2024-01-01' AS debut FROM ({PERSONNE}), "
    "(VALUES ('C1'), ('C2'), ('C3')) x(c) WHERE j % 7 = 0",
}


def ecrire_dossier(dossier: Path, *, dispositifs: int, jeunes: int, forme: str) -> int:
    """Write the folder as `csv` or `parquet`; returns the number of events. Datetimes never fall in a clock change."""
    dossier.mkdir(parents=True, exist_ok=True)
    valeurs = {
        "debut": DEBUT,
        "semaines": SEMAINES,
        "par_semaine": PAR_SEMAINE,
        "dispositifs": dispositifs,
        "jeunes": jeunes,
    }
    requetes = {"evenement": EVENEMENT, "evenement_jeune": EVENEMENT_JEUNE, "evenement_pro": EVENEMENT_PRO, **PETITES}
    options = "FORMAT parquet" if forme == "parquet" else "FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M'"
    with duckdb.connect(config={"memory_limit": "4GB", "threads": 2, "preserve_insertion_order": False}) as connexion:
        connexion.execute(FAITS.format(**valeurs))
        for nom, requete in requetes.items():
            connexion.execute(f"COPY ({requete.format(**valeurs)}) TO '{dossier}/{nom}.{forme}' ({options})")
        (nombre,) = connexion.execute("SELECT count(*) FROM fait").fetchone() or (0,)
    return int(nombre)
