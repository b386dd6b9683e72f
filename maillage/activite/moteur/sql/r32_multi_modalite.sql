-- R32: several modalities; day and night together are one way of being accompanied unless `paire_internat_multi`.
CREATE TEMP TABLE modalite_jeune AS
SELECT d, j, event_id, jour, modalite, date_trunc('week', jour)::DATE AS lundi
FROM paire_directe SEMI JOIN (SELECT d, j FROM file_active WHERE stricte) USING (d, j)
WHERE phase = 'ACCOMPAGNEMENT' AND categorie = 'DIRECT_JEUNE' AND modalite IS NOT NULL;

CREATE TEMP TABLE multi_modalite AS
WITH par_semaine AS (
    SELECT d, j, lundi, list_sort(list(DISTINCT modalite)) AS modalites FROM modalite_jeune GROUP BY d, j, lundi
)
SELECT
    d, j, list_sort(list_distinct(flatten(list(modalites)))) AS modalites,
    CASE
        WHEN bool_or(len(modalites) >= 2 AND ($paire_internat_multi OR modalites <> ['AJ', 'AN']::t_modalite[]))
            THEN 'CUMUL'
        ELSE 'SUCCESSION'
    END AS multi_modalite
FROM par_semaine
GROUP BY d, j
HAVING len(list_distinct(flatten(list(modalites)))) >= 2
    AND ($paire_internat_multi OR list_sort(list_distinct(flatten(list(modalites)))) <> ['AJ', 'AN']::t_modalite[]);

INSERT INTO mesure
SELECT d, 'multi_modalite.' || unnest(['cumul', 'succession']), NULL,
    unnest([count(*) FILTER (multi_modalite = 'CUMUL'), count(*) FILTER (multi_modalite = 'SUCCESSION')])
FROM multi_modalite
GROUP BY d;
