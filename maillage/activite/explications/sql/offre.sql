-- R14, R15, R16, R21, R30: open dates and weeks, places, targets.
SELECT d, NULL AS j, 'jours_ouverture.' || modalite AS chemin, 'ouverture' AS source, strftime(jour, '%Y-%m-%d') AS id, jour,
    NULL AS minutes, 2 AS demis, 'Jour ouvert en ' || modalite AS libelle
FROM jour_ouvert
UNION ALL
SELECT d, NULL, 'semaines_ouvertes', 'ouverture', semaine, lundi, NULL, 2, 'Semaine avec un créneau ouvert au moins'
FROM semaine_ouverte JOIN semaine USING (semaine)
UNION ALL
SELECT d, NULL, 'occupation.' || modalite || '.denominateur', 'places', strftime(jour, '%Y-%m-%d'), jour, NULL, 2 * n,
    n || ' place(s) ' || modalite || ' ce jour ouvert'
FROM place_ouverte WHERE modalite <> 'PMO'
UNION ALL
SELECT d, NULL, chemin, 'places', dispositif_id || '/' || modalite, place.debut, NULL, 2 * n,
    n || ' place(s) ' || modalite || ' depuis le ' || strftime(place.debut, '%d/%m/%Y')
FROM (
    SELECT *, unnest(['places.' || modalite, 'places.total']) AS chemin FROM place
) place JOIN dispositif USING (d)
WHERE $periode_fin BETWEEN place.debut AND place.fin
UNION ALL
SELECT d, NULL, 'unites.places_semaines', 'places', semaine, lundi, NULL, 2 * sum(n), sum(n) || ' place(s) le jeudi de cette semaine ouverte'
FROM semaine_ouverte JOIN semaine USING (semaine) JOIN place USING (d)
WHERE semaine.jeudi BETWEEN place.debut AND place.fin
GROUP BY d, semaine, lundi
