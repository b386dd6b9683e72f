-- R17, R18: one line per pair, or per event for collective séances and actes.
SELECT d, j, 'seances' AS chemin, 'evenement' AS source, event_id AS id, jour, minutes, 2 AS demis, 'Séance de ' || minutes || ' minutes' AS libelle
FROM seance
UNION ALL
SELECT d, NULL, 'seances_collectives', 'evenement', event_id, jour, minutes, 2, paires || ' jeunes à la même séance'
FROM acte WHERE paires >= 2
UNION ALL
SELECT d, NULL, 'actes', 'evenement', event_id, jour, minutes, 2 * actes, paires || ' jeune(s), ' || coalesce(professionnels, 0) || ' professionnel(s)'
FROM acte LEFT JOIN equipe_fait USING (r)
