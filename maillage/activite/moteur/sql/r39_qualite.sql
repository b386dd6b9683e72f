-- R39: too many past events not confirmed; the share is compared exactly.
INSERT INTO alerte
SELECT d, 'R39_NON_CONFIRMES', 'dispositif', dispositif_id, NULL, NULL
FROM (
    SELECT d, sum(valeur) FILTER (chemin = 'a_confirmer') AS n, sum(valeur) FILTER (chemin = 'evenements_passes') AS total
    FROM mesure
    WHERE chemin IN ('a_confirmer', 'evenements_passes')
    GROUP BY d
) JOIN dispositif USING (d)
WHERE n::HUGEINT * 1000000 > total * $part_a_confirmer_max;
