-- R22 to R30: one line per young person and week.
WITH detail AS (
    SELECT u.*, lundi, minutes || ' minutes, base ' || base
        || CASE WHEN surcote_complexite > 0 THEN ', complexité +' || surcote_complexite ELSE '' END
        || CASE WHEN surcote_ar > 0 THEN ', appui-ressource +' || surcote_ar ELSE '' END AS libelle
    FROM unite u JOIN semaine USING (semaine)
),
chiffre AS (
    SELECT d, j, semaine, lundi, minutes, libelle, phase,
        unnest(['base', 'surcote_complexite', 'surcote_ar', 'total']) AS nom,
        unnest([base, surcote_complexite, surcote_ar, base + surcote_complexite + surcote_ar]) AS valeur
    FROM detail
)
SELECT d, j, 'unites.' || nom AS chemin, 'semaine' AS source, semaine AS id, lundi AS jour, minutes, 2 * valeur AS demis, libelle
FROM chiffre WHERE valeur > 0
UNION ALL
SELECT d, j, 'unites.par_phase.' || phase || '.' || nom, 'semaine', semaine, lundi, minutes, 2 * valeur, libelle
FROM chiffre WHERE valeur > 0
UNION ALL
SELECT d, j, chemin, 'semaine', semaine, lundi, minutes, 2, libelle
FROM (SELECT *, unnest(['unites.jeunes_semaines_actives', CASE WHEN base >= 1 THEN 'unites.niveaux.' || base END]) AS chemin FROM detail)
WHERE chemin IS NOT NULL
UNION ALL
SELECT d, j, 'unites.minutes_residuelles', 'semaine', compteur, NULL, minutes, 2 * minutes, 'Reste du compteur de ' || compteur
FROM residu WHERE minutes > 0
UNION ALL
SELECT d, j, 'unites.jeunes_complexes', 'jeune', jeune_id, min(lundi), NULL, 2, count(*) || ' semaine(s) complexe(s)'
FROM detail JOIN jeune USING (j) WHERE complexe
GROUP BY d, j, jeune_id
