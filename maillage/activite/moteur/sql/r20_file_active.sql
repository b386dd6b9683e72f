-- R20: persons met, once each. Strict: direct work in accompaniment. Enlarged: any direct work, and the observations.
CREATE TEMP TABLE file_active AS
SELECT
    d, j,
    coalesce(bool_or(phase = 'ACCOMPAGNEMENT'), false) AS stricte,
    coalesce(bool_or(phase = 'PRE_ADMISSION'), false) AS pre_admission,
    coalesce(bool_or(phase = 'SUIVI_POST_SORTIE'), false) AS suivi,
    coalesce(bool_or(phase = 'PONCTUEL'), false) AS ponctuel,
    count(phase) = 0 AS observation_seule
FROM (
    SELECT d, j, phase FROM paire_directe
    UNION ALL
    SELECT d, j, NULL::t_phase FROM action_periode
    WHERE $fa_observation AND type = 'OBSERVATION_EVALUATION' AND j IS NOT NULL
)
GROUP BY d, j;

INSERT INTO mesure
SELECT
    d,
    'file_active.' || unnest(['stricte', 'elargie', 'pre_admission', 'suivi', 'ponctuel', 'observation_seule']),
    NULL,
    unnest([count(*) FILTER (stricte), count(*), count(*) FILTER (pre_admission), count(*) FILTER (suivi),
            count(*) FILTER (ponctuel), count(*) FILTER (observation_seule)])
FROM file_active
GROUP BY d;

-- R3: for each FINESS of the dispositif, the persons met by an event that bears it. Never added up.
CREATE TEMP TABLE finess_jeune AS
SELECT DISTINCT pd.d, ev.finess, pd.j, pd.phase = 'ACCOMPAGNEMENT' AS stricte
FROM paire_directe pd
JOIN membre_fait USING (r)
JOIN (SELECT e, finess FROM evenement WHERE finess IS NOT NULL) ev USING (e);

INSERT INTO mesure
SELECT d, 'par_finess.' || unnest(['stricte', 'elargie']), finess, unnest([count(DISTINCT j) FILTER (stricte), count(DISTINCT j)])
FROM (SELECT d, unnest(finess_declares) AS finess FROM dispositif) declare
LEFT JOIN finess_jeune USING (d, finess)
GROUP BY d, finess;
