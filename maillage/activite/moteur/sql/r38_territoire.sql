-- R38: communes touched by the persons met and by the actions, against the declared territory.
CREATE TEMP TABLE commune_jeune AS
SELECT d, j, commune_insee AS commune FROM file_active JOIN jeune USING (j);

CREATE TEMP TABLE commune_touchee AS
SELECT d, commune FROM commune_jeune WHERE commune IS NOT NULL
UNION
SELECT d, commune_insee FROM action_periode WHERE commune_insee IS NOT NULL;

CREATE TEMP TABLE commune_declaree AS
SELECT d, commune_insee AS commune FROM entree_territoire JOIN dispositif USING (dispositif_id);

INSERT INTO mesure
SELECT d, 'territoire.fa_par_commune', coalesce(commune, 'NON_RENSEIGNE'), count(*)
FROM commune_jeune
GROUP BY d, coalesce(commune, 'NON_RENSEIGNE')
UNION ALL
SELECT
    t.d, 'territoire.' || unnest(['communes_couvertes', 'communes_hors_territoire']), NULL,
    unnest([count(*) FILTER (c.d IS NOT NULL OR s.d IS NULL), count(*) FILTER (c.d IS NULL AND s.d IS NOT NULL)])
FROM commune_touchee t
LEFT JOIN commune_declaree c USING (d, commune)
LEFT JOIN (SELECT DISTINCT d FROM commune_declaree) s ON s.d = t.d
GROUP BY t.d
UNION ALL
SELECT DISTINCT d, 'territoire.communes_declarees', NULL, 1 FROM commune_declaree
UNION ALL
SELECT d, 'territoire.communes_blanches', commune, 1 FROM commune_declaree ANTI JOIN commune_touchee USING (d, commune);
