-- R5 step 1: rows sharing (source, source_ref, date) are one event. The master is the first by statut, then event_id.
-- Cancelled rows are left out of a group that holds another statut.
CREATE TEMP TABLE reference AS
SELECT
    e,
    first_value(e) OVER groupe AS m,
    statut = 'ANNULE' AND first_value(statut) OVER groupe <> 'ANNULE' AS ecarte
FROM evenement
WHERE source_ref IS NOT NULL
WINDOW groupe AS (PARTITION BY d, coalesce(source, ''), source_ref, jour ORDER BY statut, event_id);

-- e: row of the agenda; m: master of the merged event it is part of.
CREATE TEMP TABLE membre AS
SELECT e, e AS m FROM evenement WHERE source_ref IS NULL
UNION ALL
SELECT e, m FROM reference WHERE NOT ecarte;

-- The rows of groups of several: only they need to be gathered.
CREATE TEMP TABLE membre_multiple AS
SELECT e, m FROM membre SEMI JOIN (SELECT m FROM reference WHERE e <> m) plusieurs USING (m);

-- The first non-empty modality and place type of a group, each on its own.
CREATE TEMP TABLE complement AS
SELECT
    m,
    first(modalite ORDER BY statut, event_id) FILTER (modalite IS NOT NULL) AS modalite,
    first(lieu_type ORDER BY statut, event_id) FILTER (lieu_type IS NOT NULL) AS lieu_type
FROM membre_multiple JOIN evenement USING (e)
GROUP BY m;

-- R8: the modality is the one written, else the one deduced from the place.
CREATE TEMP TABLE fusionne AS
SELECT
    ev.e AS m, ev.d, ev.event_id, ev.debut, ev.fin, ev.jour, ev.jour_fin, ev.heure, ev.categorie, ev.statut,
    coalesce(ev.modalite, c.modalite, l.modalite) AS modalite
FROM evenement ev
LEFT JOIN complement c ON c.m = ev.e
LEFT JOIN lieux l ON l.lieu_type = coalesce(ev.lieu_type, c.lieu_type)
WHERE ev.source_ref IS NULL OR ev.e IN (SELECT m FROM reference);

-- Young people listed (present, absent: some row says so) and professionals: the union of the rows.
CREATE TEMP TABLE inscription AS
WITH dite AS (
    SELECT e, j, coalesce(presence = 'PRESENT', false) AS present, coalesce(presence = 'ABSENT', false) AS absent
    FROM participation
)
SELECT e AS m, j, present, absent FROM dite SEMI JOIN membre USING (e) ANTI JOIN membre_multiple USING (e)
UNION ALL
SELECT m, j, bool_or(present), bool_or(absent) FROM dite JOIN membre_multiple USING (e) GROUP BY m, j;

CREATE TEMP TABLE equipe AS
SELECT e AS m, pro_id FROM encadrement SEMI JOIN membre USING (e) ANTI JOIN membre_multiple USING (e)
UNION ALL
SELECT DISTINCT m, pro_id FROM encadrement JOIN membre_multiple USING (e);
