-- R27: occasional support that lasts: more than `ponctuel_max_semaines` weeks of the period.
INSERT INTO alerte
SELECT d, 'R27_PONCTUEL_LONG', 'jeune', jeune_id, jeune_id, NULL
FROM compte JOIN jour_semaine USING (jour) JOIN jeune USING (j)
WHERE phase = 'PONCTUEL'
GROUP BY d, jeune_id
HAVING count(DISTINCT semaine) > $ponctuel_max_semaines;
