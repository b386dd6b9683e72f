-- Absences of the young people listed, in each dispositif they concern (none written: all).
CREATE TEMP TABLE absence AS
SELECT d, j, minutes[1] AS debut, coalesce(minutes[2], jamais()) AS fin, motif
FROM (
    SELECT d, j, motif, list_transform([a.debut, a.fin], lambda moment: minute_utc(moment)) AS minutes
    FROM entree_absence a
    JOIN jeune USING (jeune_id)
    JOIN (SELECT DISTINCT d, j FROM participation WHERE d BETWEEN $premier AND $dernier) inscrit_ici USING (j)
    JOIN dispositif USING (d)
    WHERE a.dispositif_id IS NULL OR a.dispositif_id = dispositif.dispositif_id
);

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
