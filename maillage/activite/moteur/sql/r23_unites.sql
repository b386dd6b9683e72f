-- R23: base = number of thresholds reached. R24: weeks under the first threshold, accumulated (CUMULER) until they make
-- one unit, in a counter of each civil quarter; left out (IGNORER); or worth one unit (COMPTER_1). Scale reconstructed.
CREATE TEMP TABLE semaine_base AS
WITH petite AS (
    SELECT
        d, j, semaine, compteur,
        sum(minutes) OVER (PARTITION BY d, j, compteur ORDER BY semaine.lundi ROWS UNBOUNDED PRECEDING) AS cumul,
        minutes
    FROM semaine_jeune JOIN semaine USING (semaine)
    WHERE minutes < $seuil_1
)
SELECT
    s.*,
    CASE
        WHEN minutes >= $seuil_1 THEN len(list_filter($seuils::INTEGER[], lambda seuil: seuil <= s.minutes))
        WHEN $moins_une_heure = 'CUMULER' THEN petite.cumul // $seuil_1 - (petite.cumul - s.minutes) // $seuil_1
        WHEN $moins_une_heure = 'COMPTER_1' THEN 1
        ELSE 0
    END AS base
FROM semaine_jeune s
LEFT JOIN (SELECT d, j, semaine, cumul FROM petite) petite USING (d, j, semaine);

CREATE TEMP TABLE residu AS
SELECT
    d, j, compteur,
    CASE $moins_une_heure WHEN 'CUMULER' THEN sum(minutes) % $seuil_1 WHEN 'IGNORER' THEN sum(minutes) ELSE 0 END AS minutes
FROM semaine_jeune JOIN semaine USING (semaine)
WHERE minutes < $seuil_1
GROUP BY d, j, compteur;

-- R28: criteria of complexity active on the Thursday. R29: actions that name the young person in the week.
CREATE TEMP TABLE criteres AS
SELECT s.d, s.j, semaine, list_sort(list(DISTINCT c.critere)) AS criteres
FROM semaine_jeune s
JOIN semaine USING (semaine)
JOIN dispositif USING (d)
JOIN (SELECT j, dispositif_id, critere, debut, coalesce(fin, toujours()) AS fin
      FROM entree_complexite JOIN jeune USING (jeune_id)) c
    ON c.j = s.j AND (c.dispositif_id IS NULL OR c.dispositif_id = dispositif.dispositif_id)
    AND semaine.jeudi BETWEEN c.debut AND c.fin
GROUP BY s.d, s.j, semaine;

CREATE TEMP TABLE actions AS
SELECT d, j, semaine, list_sort(list(action_id)) AS actions
FROM action JOIN jour_semaine USING (jour)
WHERE j IS NOT NULL
GROUP BY d, j, semaine;

CREATE TEMP TABLE unite AS
SELECT
    b.*, phase,
    coalesce(criteres, []) AS criteres,
    coalesce(actions, []) AS actions,
    CASE WHEN base >= 1 AND coalesce(len(criteres), 0) >= $complexite_k THEN $bonus_complexite ELSE 0 END AS surcote_complexite,
    CASE WHEN base >= 1 AND actions IS NOT NULL THEN $bonus_ar ELSE 0 END AS surcote_ar,
    base >= 1 AND coalesce(len(criteres), 0) >= $complexite_k AS complexe
FROM semaine_base b
JOIN phase_semaine USING (d, j, semaine)
LEFT JOIN criteres USING (d, j, semaine)
LEFT JOIN actions USING (d, j, semaine);

-- R30: sums.
INSERT INTO mesure
SELECT
    d,
    'unites.' || unnest(['base', 'surcote_complexite', 'surcote_ar', 'jeunes_semaines_actives', 'jeunes_complexes']),
    NULL,
    unnest([sum(base), sum(surcote_complexite), sum(surcote_ar), count(*), count(DISTINCT j) FILTER (complexe)])
FROM unite
GROUP BY d
UNION ALL
SELECT d, 'unites.par_phase.' || unnest(['base', 'surcote_complexite', 'surcote_ar']), phase,
    unnest([sum(base), sum(surcote_complexite), sum(surcote_ar)])
FROM unite
GROUP BY d, phase
UNION ALL
SELECT d, 'unites.niveaux', base, count(*) FROM unite WHERE base >= 1 GROUP BY d, base
UNION ALL
SELECT d, 'unites.minutes_residuelles', NULL, sum(minutes) FROM residu GROUP BY d
UNION ALL
SELECT d, 'unites.places_semaines', NULL, sum(n)
FROM semaine_ouverte JOIN semaine USING (semaine) JOIN place USING (d)
WHERE semaine.jeudi BETWEEN place.debut AND place.fin
GROUP BY d;
