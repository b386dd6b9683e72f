-- R19: minutes of young people (union of each one's presences), of events, and of professionals, by class.
CREATE TEMP TABLE minute_jeune AS
SELECT r, d, j, classe, jour, greatest(fin - greatest(debut, coalesce(max(fin) OVER avant, debut)), 0) AS minutes
FROM segment
WHERE en_periode
WINDOW avant AS (PARTITION BY d, j, classe ORDER BY debut, fin, r ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING);

CREATE TEMP TABLE evenement_compte AS
SELECT r, d, event_id, jour, classe, fin - debut AS minutes, coalesce(professionnels, 0) AS professionnels
FROM (SELECT fait.* FROM fait WHERE jour BETWEEN $periode_debut AND $periode_fin)
SEMI JOIN compte USING (r)
LEFT JOIN equipe_fait USING (r);

-- Indirect work that names nobody stays outside every other figure.
CREATE TEMP TABLE indirect_sans_jeune AS
SELECT r, d, event_id, jour, (f.fin - f.debut) * professionnels AS minutes
FROM (SELECT * FROM fait WHERE categorie = 'INDIRECT') f
ANTI JOIN inscrit USING (r)
JOIN equipe_fait USING (r)
WHERE jour BETWEEN $periode_debut AND $periode_fin;

INSERT INTO mesure
SELECT d, 'minutes_jeunes.' || classe, NULL, sum(minutes) FROM minute_jeune GROUP BY d, classe
UNION ALL
SELECT d, unnest(['minutes_pros.', 'minutes_evenements.']) || classe, NULL, unnest([sum(minutes * professionnels), sum(minutes)])
FROM evenement_compte
GROUP BY d, classe
UNION ALL
SELECT d, 'minutes_pros.indirect_sans_jeune', NULL, sum(minutes) FROM indirect_sans_jeune GROUP BY d;
