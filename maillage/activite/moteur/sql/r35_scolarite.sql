-- R35: schooling of those present on the last day: the row with the latest start, then the smallest code.
CREATE TEMP TABLE scolarite AS
SELECT pf.d, pf.j, first(s.code ORDER BY s.debut DESC, s.code) FILTER (s.code IS NOT NULL) AS code
FROM present_fin pf
JOIN dispositif USING (d)
LEFT JOIN (
    SELECT j, dispositif_id, code, s.debut
    FROM entree_scolarite s JOIN jeune USING (jeune_id)
    WHERE $periode_fin BETWEEN s.debut AND coalesce(s.fin, toujours())
) s ON s.j = pf.j AND (s.dispositif_id IS NULL OR s.dispositif_id = dispositif.dispositif_id)
GROUP BY pf.d, pf.j;

INSERT INTO mesure
SELECT d, 'scolarite.par_code', coalesce(code, 'NON_RENSEIGNE'), count(*) FROM scolarite GROUP BY d, coalesce(code, 'NON_RENSEIGNE')
UNION ALL
SELECT d, 'scolarite.ordinaire', NULL, count(*) FROM scolarite WHERE list_contains($codes_scolarite_ordinaire::VARCHAR[], code) GROUP BY d;
