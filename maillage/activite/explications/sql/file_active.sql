-- R20, R3, R32, R38: one line per person, with what makes it count.
WITH personne AS (
    SELECT fa.*, min(pd.jour) AS jour, count(DISTINCT pd.r) AS faits
    FROM file_active fa LEFT JOIN paire_directe pd USING (d, j)
    GROUP BY ALL
),
decrite AS (
    SELECT *, CASE WHEN observation_seule THEN 'Connu par une observation seule' ELSE faits || ' événement(s) directs, le premier le ' || strftime(jour, '%d/%m/%Y') END AS libelle
    FROM personne
)
SELECT d, j, chemin, 'jeune' AS source, jeune_id AS id, jour, NULL AS minutes, 2 AS demis, libelle
FROM (
    SELECT d, j, jour, libelle, unnest([
        CASE WHEN stricte THEN 'file_active.stricte' END, 'file_active.elargie',
        CASE WHEN pre_admission THEN 'file_active.pre_admission' END, CASE WHEN suivi THEN 'file_active.suivi' END,
        CASE WHEN ponctuel THEN 'file_active.ponctuel' END, CASE WHEN observation_seule THEN 'file_active.observation_seule' END
    ]) AS chemin
    FROM decrite
    UNION ALL
    SELECT d, j, jour, libelle, 'territoire.fa_par_commune.' || coalesce(commune, 'NON_RENSEIGNE') FROM decrite JOIN commune_jeune USING (d, j)
    UNION ALL
    SELECT DISTINCT d, j, jour, libelle, 'par_finess.' || finess || '.elargie' FROM decrite JOIN finess_jeune USING (d, j)
    UNION ALL
    SELECT d, j, jour, libelle, 'par_finess.' || finess || '.stricte' FROM decrite JOIN (SELECT * FROM finess_jeune f WHERE f.stricte) USING (d, j)
    UNION ALL
    SELECT d, j, jour, list_aggregate(modalites, 'string_agg', ' + '), unnest(['multi_modalite.jeunes', 'multi_modalite.' || lower(multi_modalite)])
    FROM multi_modalite JOIN decrite USING (d, j)
) JOIN jeune USING (j)
WHERE chemin IS NOT NULL
