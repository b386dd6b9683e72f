-- Section 3, R1: an event belongs to the local date of its start; its length is in real minutes.
-- Only the dates able to matter are kept. Before the first useful day, a date matters if an event that starts there lasts
-- until the period (R9: slots and nights follow the clock), 31 days at most; it is kept whole, to merge its duplicates.
CREATE TEMP TABLE veille AS
SELECT DISTINCT dispositif_id, debut::DATE AS jour
FROM entree_evenement
WHERE debut >= $premier_jour - 31 AND debut < $premier_jour AND fin >= $premier_jour;

CREATE TEMP TABLE agenda AS
SELECT
    row_number() OVER ()::INTEGER AS e,
    d,
    event_id,
    ev.finess,
    source,
    source_ref,
    minute_utc(ev.debut) AS debut,
    minute_utc(ev.fin) AS fin,
    ev.debut::DATE AS jour,
    ev.fin::DATE AS jour_fin,
    ev.debut::TIME AS heure,
    categorie::t_categorie AS categorie,
    modalite::t_modalite AS modalite,
    lieu_type,
    statut::t_statut AS statut
FROM entree_evenement ev
JOIN dispositif_tous USING (dispositif_id)
WHERE ev.debut < $dernier_jour + 1
    AND (ev.debut >= $premier_jour OR (dispositif_id, ev.debut::DATE) IN (SELECT (dispositif_id, jour) FROM veille));

-- R39, step 1: an event that ends before it starts counts nowhere, nor do those who are listed there.
CREATE TEMP TABLE participation AS
SELECT e, d, j, presence
FROM entree_evenement_jeune
JOIN agenda USING (event_id)
JOIN jeune USING (jeune_id)
WHERE fin > debut;

CREATE TEMP TABLE encadrement AS
SELECT e, d, pro_id
FROM entree_evenement_pro
JOIN agenda USING (event_id)
WHERE fin > debut;
