-- R5 step 2, continued: each connected component (table `composante`: m, c) becomes one event. Its representative is the
-- longest, then the earliest, then the smallest id; an empty modality takes the first one in that order.
CREATE TEMP TABLE rattachement AS
SELECT m, first_value(m) OVER rang AS r, first_value(modalite IGNORE NULLS) OVER rang AS modalite
FROM composante JOIN eligible USING (m)
WINDOW rang AS (
    PARTITION BY c ORDER BY fin - debut DESC, debut, event_id
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
);

-- fait: what happened, once. membre_fait: the rows of the agenda behind it.
CREATE TEMP TABLE fait AS
SELECT
    m AS r, d, event_id, debut, fin, jour, jour_fin, heure, categorie,
    coalesce(eligible.modalite, rattachement.modalite) AS modalite,
    (CASE
        WHEN categorie = 'DIRECT_JEUNE'
            THEN CASE WHEN coalesce(eligible.modalite, rattachement.modalite) = 'AN' THEN 'nuit' ELSE 'direct' END
        WHEN categorie = 'DIRECT_ENTOURAGE' THEN 'entourage'
        WHEN categorie = 'INDIRECT' THEN 'indirect'
        ELSE 'transport'
    END)::t_classe AS classe
FROM eligible LEFT JOIN rattachement USING (m)
WHERE r IS NULL OR r = m;

CREATE TEMP TABLE membre_fait AS
SELECT e, coalesce(r, m) AS r
FROM membre SEMI JOIN eligible USING (m) LEFT JOIN rattachement USING (m);

-- Also those of events that are not eligible: whoever reads them starts from `fait`.
CREATE TEMP TABLE inscrit AS
SELECT m AS r, j, present, absent FROM inscription ANTI JOIN rattachement USING (m)
UNION ALL
SELECT r, j, bool_or(present), bool_or(absent) FROM inscription JOIN rattachement USING (m) GROUP BY r, j;

CREATE TEMP TABLE equipe_fait AS
SELECT m AS r, count(*) AS professionnels
FROM equipe ANTI JOIN rattachement USING (m)
GROUP BY m
UNION ALL
SELECT r, count(DISTINCT pro_id) FROM equipe JOIN rattachement USING (m) GROUP BY r;

INSERT INTO alerte
SELECT d, 'R5_DOUBLON_PROBABLE', 'evenement', event_id, NULL, jour
FROM rattachement JOIN eligible e USING (m)
WHERE m <> r AND jour BETWEEN $periode_debut AND $periode_fin
UNION ALL
SELECT d, 'R5_PRESENCE_CONTRADICTOIRE', 'evenement', event_id, jeune_id, jour
FROM inscrit JOIN fait f USING (r) JOIN jeune USING (j)
WHERE present AND absent AND jour BETWEEN $periode_debut AND $periode_fin;
