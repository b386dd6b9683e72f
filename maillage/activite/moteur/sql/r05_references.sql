-- R5 step 1: rows sharing (source, source_ref, date) are one event. The master is the first by statut, then event_id.
-- Cancelled rows are left out of a group that holds another statut. Only the groups of several rows are listed.
CREATE TEMP TABLE reference AS
SELECT
    e,
    first_value(e) OVER groupe AS m,
    statut = 'ANNULE' AND first_value(statut) OVER groupe <> 'ANNULE' AS ecarte
FROM evenement
WHERE source_ref IS NOT NULL
WINDOW groupe AS (PARTITION BY d, coalesce(source, ''), source_ref, jour ORDER BY statut, event_id)
QUALIFY count(*) OVER (PARTITION BY d, coalesce(source, ''), source_ref, jour) > 1;

-- e: row of the agenda; m: master of the merged event it is part of.
CREATE TEMP TABLE membre AS
SELECT e, e AS m FROM evenement ANTI JOIN reference USING (e)
UNION ALL
SELECT e, m FROM reference WHERE NOT ecarte;

-- The first non-empty modality and place type of a group, each on its own.
CREATE TEMP TABLE complement AS
SELECT
    m,
    first(modalite ORDER BY statut, event_id) FILTER (modalite IS NOT NULL) AS modalite,
    first(lieu_type ORDER BY statut, event_id) FILTER (lieu_type IS NOT NULL) AS lieu_type
FROM reference JOIN evenement USING (e)
WHERE NOT ecarte
GROUP BY m;

-- R8: the modality is the one written, else the one deduced from the place.
CREATE TEMP TABLE fusionne AS
SELECT
    ev.e AS m, ev.d, ev.event_id, ev.debut, ev.fin, ev.jour, ev.jour_fin, ev.heure, ev.categorie, ev.statut,
    coalesce(ev.modalite, c.modalite, l.modalite) AS modalite
FROM (SELECT * FROM evenement ANTI JOIN (SELECT e FROM reference WHERE e <> m) USING (e)) ev
LEFT JOIN complement c ON c.m = ev.e
LEFT JOIN lieux l ON l.lieu_type = coalesce(ev.lieu_type, c.lieu_type);

-- Young people listed (present, absent: some row says so) and professionals: the union of the rows.
CREATE TEMP TABLE inscription AS
WITH dite AS (
    SELECT e, j, coalesce(presence = 'PRESENT', false) AS present, coalesce(presence = 'ABSENT', false) AS absent
    FROM participation
    WHERE d BETWEEN $premier AND $dernier
)
SELECT e AS m, j, present, absent FROM dite ANTI JOIN reference USING (e)
UNION ALL
SELECT m, j, bool_or(present), bool_or(absent) FROM dite JOIN reference USING (e) WHERE NOT ecarte GROUP BY m, j;

CREATE TEMP TABLE equipe AS
WITH la AS (
    SELECT e, pro_id FROM encadrement WHERE d BETWEEN $premier AND $dernier
)
SELECT e AS m, pro_id FROM la ANTI JOIN reference USING (e)
UNION ALL
SELECT DISTINCT m, pro_id FROM la JOIN reference USING (e) WHERE NOT ecarte;
