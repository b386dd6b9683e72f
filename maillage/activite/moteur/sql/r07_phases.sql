-- R7: the phase of a young person on each date, by priority of type, then latest start, then smallest id; as disjoint
-- intervals between two changes. R26: the last day of follow-up, `suivi_annees` after the latest exit before that date.
CREATE TEMP TABLE phase AS
SELECT d, j, jeune_id, phase_id, type::t_phase AS type, debut, coalesce(fin, toujours()) AS fin, destination, creton
FROM entree_phase JOIN dispositif USING (dispositif_id) JOIN jeune USING (jeune_id);

CREATE TEMP TABLE phase_active AS
WITH borne AS (
    SELECT d, j, debut AS borne FROM phase
    UNION
    SELECT d, j, fin + 1 FROM phase WHERE fin < toujours()
),
intervalle AS (
    SELECT d, j, borne AS debut, coalesce(lead(borne) OVER suivante - 1, toujours()) AS fin
    FROM borne
    WINDOW suivante AS (PARTITION BY d, j ORDER BY borne)
),
choisie AS (
    SELECT i.d, i.j, i.debut, i.fin, first(p ORDER BY p.type, p.debut DESC, p.phase_id) AS p
    FROM intervalle i
    JOIN phase p ON p.d = i.d AND p.j = i.j AND p.debut <= i.debut AND p.fin >= i.fin
    GROUP BY i.d, i.j, i.debut, i.fin
),
sortie AS (
    SELECT c.d, c.j, c.debut, max(a.fin) AS sortie
    FROM choisie c
    JOIN phase a ON a.d = c.d AND a.j = c.j AND a.type = 'ACCOMPAGNEMENT' AND a.fin < c.debut
    GROUP BY c.d, c.j, c.debut
)
SELECT
    c.d, c.j, c.debut, c.fin, c.p.phase_id AS phase_id, c.p.type AS type,
    CASE
        WHEN c.p.type = 'SUIVI_POST_SORTIE'
            THEN (coalesce(s.sortie, c.p.debut - 1) + to_years($suivi_annees))::DATE
        ELSE toujours()
    END AS echeance
FROM choisie c
LEFT JOIN sortie s USING (d, j, debut);
