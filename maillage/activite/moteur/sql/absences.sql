-- Absences of the young people listed, in each dispositif they concern (none written: all), kept if they meet the agenda.
CREATE TEMP TABLE absence AS
SELECT d, j, minute_utc(a.debut) AS debut, coalesce(minute_utc(a.fin), jamais()) AS fin, a.motif
FROM entree_absence a
JOIN jeune USING (jeune_id)
JOIN (SELECT DISTINCT d, dispositif_id, j FROM inscription JOIN fusionne USING (m) JOIN dispositif USING (d)) AS suivi USING (j)
WHERE a.dispositif_id IS NULL OR a.dispositif_id = suivi.dispositif_id;

-- Their union, as disjoint intervals.
CREATE TEMP TABLE absence_unie AS
SELECT d, j, min(debut) AS debut, max(fin) AS fin
FROM (
    SELECT *, sum(rupture) OVER (PARTITION BY d, j ORDER BY debut, fin ROWS UNBOUNDED PRECEDING) AS ile
    FROM (
        SELECT d, j, debut, fin, CASE WHEN debut <= max(fin) OVER avant THEN 0 ELSE 1 END AS rupture
        FROM absence
        WINDOW avant AS (PARTITION BY d, j ORDER BY debut, fin ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    )
)
GROUP BY d, j, ile;
