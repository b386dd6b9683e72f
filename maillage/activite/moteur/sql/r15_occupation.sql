-- R15: places offered, date by date, over the open dates of the period. R21: places valid on the last day.
CREATE TEMP TABLE place AS
SELECT d, modalite::t_modalite AS modalite, n, valid_from AS debut, coalesce(valid_to, toujours()) AS fin
FROM entree_places JOIN dispositif USING (dispositif_id);

CREATE TEMP TABLE place_ouverte AS
SELECT d, modalite, o.jour, sum(n) AS n
FROM jour_ouvert o JOIN place p USING (d, modalite)
WHERE o.jour BETWEEN p.debut AND p.fin
GROUP BY ALL;

INSERT INTO mesure
SELECT d, 'occupation.' || modalite || '.denominateur', NULL, sum(n) FROM place_ouverte WHERE modalite <> 'PMO' GROUP BY d, modalite
UNION ALL
SELECT d, 'places.' || modalite, NULL, sum(n)
FROM place
WHERE $periode_fin BETWEEN place.debut AND place.fin
GROUP BY d, modalite;

-- R39: activity in a modality without any place on any day of the period blocks the return.
INSERT INTO alerte
SELECT d, 'R39_PLACES_MANQUANTES', 'places', dispositif_id || '/' || modalite, NULL, NULL::DATE
FROM (
    SELECT d, CASE chemin WHEN 'demi_journees' THEN 'AJ' ELSE 'AN' END::t_modalite AS modalite
    FROM mesure WHERE chemin IN ('demi_journees', 'nuitees') AND valeur > 0
) actif
ANTI JOIN (
    SELECT d, modalite FROM place WHERE place.debut <= $periode_fin AND place.fin >= $periode_debut
) declaree USING (d, modalite)
JOIN dispositif USING (d);
