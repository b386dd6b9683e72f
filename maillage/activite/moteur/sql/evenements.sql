-- Section 3, R1: an event belongs to the local date of its start; its length is in real minutes.
-- Only the dates able to matter are kept. Before the first useful day, a date matters if an event that starts there
-- lasts until the period (R9: slots and nights follow the clock); the whole date is kept, to merge its duplicates.
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
    categorie,
    modalite,
    lieu_type,
    statut
FROM entree_evenement ev
JOIN dispositif USING (dispositif_id), parametres p
WHERE ev.debut >= p.premier_jour - 31 AND ev.debut < p.dernier_jour + 1;

-- R39, step 1: an event that ends before it starts counts nowhere; it blocks the return, unless it was cancelled.
CREATE TEMP TABLE evenement AS
SELECT a.* FROM agenda a, parametres p
WHERE a.fin > a.debut AND (
    a.jour >= p.premier_jour
    OR (d, jour) IN (SELECT (d, jour) FROM agenda, parametres WHERE jour < premier_jour AND jour_fin >= premier_jour)
);

INSERT INTO alerte
SELECT d, 'R39_DUREE_NON_POSITIVE', 'evenement', event_id, NULL, jour
FROM agenda, parametres p
WHERE agenda.fin <= agenda.debut AND statut <> 'ANNULE' AND jour BETWEEN p.periode_debut AND p.periode_fin;

CREATE TEMP TABLE participation AS
SELECT e, j, presence
FROM entree_evenement_jeune
JOIN evenement USING (event_id)
JOIN jeune USING (jeune_id);

CREATE TEMP TABLE encadrement AS
SELECT e, pro_id
FROM entree_evenement_pro
JOIN evenement USING (event_id);
