-- A lot is a run of dispositifs counted together: one for a page, several hundred thousand events for a large folder.
CREATE TEMP TABLE dispositif AS
SELECT * FROM dispositif_tous WHERE d BETWEEN $premier AND $dernier;

-- R39, step 1: an event that ends before it starts counts nowhere; it blocks the return, unless it was cancelled.
-- Before the first useful day, a date matters if an event that starts there lasts until the period (R9: slots and nights
-- follow the clock); the whole date is kept, to merge its duplicates.
CREATE TEMP TABLE evenement AS
SELECT *
FROM agenda
WHERE d BETWEEN $premier AND $dernier AND fin > debut AND (
    jour >= $premier_jour
    OR (d, jour) IN (
        SELECT (d, jour) FROM agenda
        WHERE d BETWEEN $premier AND $dernier AND jour < $premier_jour AND jour_fin >= $premier_jour
    )
);

INSERT INTO alerte
SELECT d, 'R39_DUREE_NON_POSITIVE', 'evenement', event_id, NULL, jour
FROM agenda
WHERE d BETWEEN $premier AND $dernier AND fin <= debut AND statut <> 'ANNULE'
    AND jour BETWEEN $periode_debut AND $periode_fin;

CREATE TEMP TABLE participation AS
SELECT e, j, presence
FROM participation_toute SEMI JOIN evenement USING (e)
WHERE d BETWEEN $premier AND $dernier;

CREATE TEMP TABLE encadrement AS
SELECT e, pro_id
FROM encadrement_tout SEMI JOIN evenement USING (e)
WHERE d BETWEEN $premier AND $dernier;
