-- R31: one line per action; per structure or commune where distinct ones are counted.
WITH detail AS (
    SELECT *, duree_min || ' minutes × ' || n_pros || ' professionnel(s)' AS libelle, coalesce(structure_type, 'NON_RENSEIGNE') AS structure
    FROM action_periode
),
rangee AS (
    SELECT *, unnest(['appui_ressource.', 'appui_ressource.par_type.' || type || '.', 'appui_ressource.par_structure_type.' || structure || '.']) AS prefixe
    FROM detail
)
SELECT d, j, prefixe || 'actions' AS chemin, 'action_ar' AS source, action_id AS id, jour, minutes, 2 AS demis, libelle FROM rangee
UNION ALL
SELECT d, j, prefixe || 'minutes_pros', 'action_ar', action_id, jour, minutes, 2 * minutes, libelle FROM rangee
UNION ALL
SELECT d, j, 'appui_ressource.participants', 'action_ar', action_id, jour, minutes, 2 * n_participants, n_participants || ' participant(s)'
FROM detail WHERE n_participants > 0
UNION ALL
SELECT d, j, 'appui_ressource.sans_jeune', 'action_ar', action_id, jour, minutes, 2, 'Action qui ne nomme aucun jeune' FROM detail WHERE j IS NULL
UNION ALL
SELECT d, NULL, 'appui_ressource.structures', 'action_ar', min(action_id), min(jour), NULL, 2, 'Structure ' || structure_id
FROM detail WHERE structure_id IS NOT NULL GROUP BY d, structure_id
UNION ALL
SELECT d, NULL, 'appui_ressource.communes', 'action_ar', min(action_id), min(jour), NULL, 2, 'Commune ' || commune_insee
FROM detail WHERE commune_insee IS NOT NULL GROUP BY d, commune_insee
