-- R21, R35, R37: stays and persons present on the last day.
WITH phase_accompagnement AS (
    SELECT d, j, debut, fin, phase_id FROM phase WHERE type = 'ACCOMPAGNEMENT'
)
SELECT d, j, 'flux.entrees' AS chemin, 'phase' AS source, min(phase_id) AS id, jour, NULL AS minutes, 2 AS demis, 'Entrée' AS libelle
FROM entree JOIN phase_accompagnement USING (d, j) WHERE debut = jour
GROUP BY d, j, jour
UNION ALL
SELECT d, j, chemin, 'phase', min(phase_id), jour, NULL, CASE chemin WHEN 'flux.duree_mediane_jours' THEN 2 * duree ELSE 2 END,
    'Sortie vers ' || destination || ' après ' || duree || ' jours'
FROM (
    SELECT *, unnest(['flux.sorties', 'flux.sorties_par_destination.' || destination, 'flux.duree_mediane_jours']) AS chemin FROM sortie
) JOIN phase_accompagnement USING (d, j)
WHERE fin = jour
GROUP BY ALL
UNION ALL
SELECT d, j, unnest(['flux.presents_fin', 'scolarite.presents', 'creton.presents']), 'jeune', jeune_id, $periode_fin, NULL, 2,
    'Accompagné le dernier jour'
FROM present_fin JOIN jeune USING (j)
UNION ALL
SELECT DISTINCT d, j, 'creton.jeunes', 'jeune', jeune_id, $periode_fin, NULL, 2, age || ' ans'
FROM creton WHERE age >= $creton_age
UNION ALL
SELECT d, j, chemin, 'scolarite', jeune_id, $periode_fin, NULL, 2, coalesce('Code ' || code, 'Scolarité non renseignée')
FROM (
    SELECT *, unnest([
        'scolarite.par_code.' || coalesce(code, 'NON_RENSEIGNE'),
        CASE WHEN code IS NULL THEN 'scolarite.non_renseigne' ELSE 'scolarite.renseignes' END,
        CASE code WHEN '03' THEN 'scolarite.ue_externee' WHEN '04' THEN 'scolarite.uema' END,
        CASE WHEN list_contains($codes_scolarite_ordinaire::VARCHAR[], code) THEN 'scolarite.ordinaire' END
    ]) AS chemin
    FROM scolarite
) JOIN jeune USING (j)
WHERE chemin IS NOT NULL
