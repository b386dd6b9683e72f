-- A lot is a run of dispositifs counted together: one for a page, several hundred thousand events for a large folder.
CREATE TEMP TABLE dispositif AS
SELECT * FROM dispositif_tous WHERE d BETWEEN $premier AND $dernier;

-- R39, step 1: an event that ends before it starts counts nowhere; it blocks the return, unless it was cancelled.
CREATE TEMP TABLE evenement AS
SELECT * FROM agenda WHERE d BETWEEN $premier AND $dernier AND fin > debut;

INSERT INTO alerte
SELECT d, 'R39_DUREE_NON_POSITIVE', 'evenement', event_id, NULL, jour
FROM agenda
WHERE d BETWEEN $premier AND $dernier AND fin <= debut AND statut <> 'ANNULE'
    AND jour BETWEEN $periode_debut AND $periode_fin;
