-- R34: liaison sheets issued in the period. Delays in clear days: decree of 5 July 2024.
CREATE TEMP TABLE fiche AS
SELECT
    d, j, fiche_id, emission AS jour, coalesce(signature, emission) AS depart, nature, reponse,
    CASE WHEN reponse IS NOT NULL THEN date_reponse - emission END AS delai,
    CASE nature WHEN 'ACCOMPAGNEMENT' THEN $delai_accompagnement_jours ELSE $delai_scolarisation_jours END AS jours_francs
FROM entree_fiche_liaison JOIN dispositif USING (dispositif_id) JOIN jeune USING (jeune_id)
WHERE emission BETWEEN $periode_debut AND $periode_fin;

INSERT INTO mesure
SELECT d, 'fiches.emises', NULL, count(*) FROM fiche GROUP BY d
UNION ALL
SELECT d, 'fiches.par_nature', nature, count(*) FROM fiche GROUP BY d, nature
UNION ALL
SELECT d, 'fiches.par_reponse', coalesce(reponse, 'EN_ATTENTE'), count(*) FROM fiche GROUP BY d, coalesce(reponse, 'EN_ATTENTE')
UNION ALL
SELECT d, 'fiches.double_delai_median', NULL, (2 * median(delai))::BIGINT FROM fiche WHERE delai IS NOT NULL GROUP BY d;
