-- R31: actions of the resource function, dated in the period and at the closing date at the latest.
CREATE TEMP TABLE action AS
SELECT
    action_id, d, a.date AS jour, duree_min * n_pros AS minutes, duree_min, n_pros, a.type, structure_id, structure_type,
    a.commune_insee, n_participants, j, a.date BETWEEN $periode_debut AND $periode_fin AS en_periode
FROM entree_action_ar a
JOIN dispositif USING (dispositif_id)
LEFT JOIN jeune USING (jeune_id)
WHERE a.date <= $arrete;

CREATE TEMP TABLE action_periode AS SELECT * EXCLUDE (en_periode) FROM action WHERE en_periode;

INSERT INTO mesure
SELECT
    d,
    'appui_ressource.' || unnest(['actions', 'minutes_pros', 'participants', 'structures', 'communes', 'sans_jeune']),
    NULL,
    unnest([count(*), sum(minutes), sum(coalesce(n_participants, 0)), count(DISTINCT structure_id),
            count(DISTINCT commune_insee), count(*) FILTER (j IS NULL)])
FROM action_periode
GROUP BY d
UNION ALL
SELECT d, 'appui_ressource.par_type.' || unnest(['actions', 'minutes_pros']), type, unnest([count(*), sum(minutes)])
FROM action_periode
GROUP BY d, type
UNION ALL
SELECT
    d, 'appui_ressource.par_structure_type.' || unnest(['actions', 'minutes_pros']),
    coalesce(structure_type, 'NON_RENSEIGNE'), unnest([count(*), sum(minutes)])
FROM action_periode
GROUP BY d, coalesce(structure_type, 'NON_RENSEIGNE');
