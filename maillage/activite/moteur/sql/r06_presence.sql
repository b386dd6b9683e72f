-- R6: who was there, and when. ABSENT never counts. With the young person (direct work, transport), « present » is the
-- whole event, « not said » is the event less the absences. With the family or about the child, absences are ignored.
CREATE TEMP TABLE concerne AS
SELECT r, j, present, d, event_id, debut, fin, jour, jour_fin, categorie, modalite, classe
FROM fait JOIN inscrit USING (r)
WHERE present OR NOT absent;

CREATE TEMP TABLE heurt AS
SELECT c.r, c.j, c.present, c.d, c.event_id, c.jour, c.debut, c.fin, a.debut AS absence_debut, a.fin AS absence_fin
FROM concerne c
JOIN absence_unie a ON a.d = c.d AND a.j = c.j AND a.debut < c.fin AND a.fin > c.debut
WHERE c.categorie IN ('DIRECT_JEUNE', 'TRANSPORT');

-- What is left of an event between the absences (disjoint and in order).
CREATE TEMP TABLE reste AS
SELECT r, j, debut, fin
FROM (
    SELECT r, j, lag(absence_fin, 1, debut) OVER (PARTITION BY r, j ORDER BY absence_debut) AS debut, absence_debut AS fin
    FROM heurt WHERE NOT present
    UNION ALL
    SELECT r, j, max(absence_fin), fin FROM heurt WHERE NOT present GROUP BY r, j, fin
)
WHERE debut < fin;

CREATE TEMP TABLE empeche AS
SELECT DISTINCT r, j FROM heurt WHERE NOT present;

INSERT INTO alerte
SELECT DISTINCT d, 'R6_PRESENT_MALGRE_ABSENCE', 'evenement', event_id, jeune_id, jour
FROM heurt JOIN jeune USING (j)
WHERE present AND jour BETWEEN $periode_debut AND $periode_fin
UNION ALL
SELECT DISTINCT d, 'R6_ABSENCE_PARTIELLE', 'evenement', event_id, jeune_id, jour
FROM (SELECT * FROM heurt SEMI JOIN reste USING (r, j)) JOIN jeune USING (j)
WHERE jour BETWEEN $periode_debut AND $periode_fin;
