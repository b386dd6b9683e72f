-- R4: past events not yet confirmed. Source: design choice, so that a return is not made on a half-filled agenda.
CREATE TEMP TABLE passe AS
SELECT m, d, event_id, jour, debut, fin, statut
FROM fusionne
WHERE statut IN ('REALISE', 'PLANIFIE') AND jour BETWEEN $periode_debut AND $periode_fin AND jour <= $arrete;

-- A planned event is explained when it lists somebody and all of them are absent, by their presence or by an absence.
CREATE TEMP TABLE a_confirmer AS
SELECT d, event_id, jour
FROM passe
LEFT JOIN inscription USING (m)
WHERE statut = 'PLANIFIE'
GROUP BY ALL
HAVING count(j) = 0 OR bool_or(NOT (
    (absent AND NOT present)
    OR EXISTS (
        SELECT 1 FROM absence_unie a
        WHERE a.d = passe.d AND a.j = inscription.j AND a.debut < passe.fin AND a.fin > passe.debut
    )
));

INSERT INTO alerte SELECT d, 'R4_A_CONFIRMER', 'evenement', event_id, NULL, jour FROM a_confirmer;
INSERT INTO mesure
SELECT d, 'evenements_passes', NULL, count(*) FROM passe GROUP BY d
UNION ALL
SELECT d, 'a_confirmer', NULL, count(*) FROM a_confirmer GROUP BY d;

-- Eligible: done, and dated at the closing date at the latest.
CREATE TEMP TABLE eligible AS
SELECT m, d, event_id, debut, fin, jour, jour_fin, heure, categorie, modalite
FROM fusionne
WHERE statut = 'REALISE' AND jour <= $arrete;

INSERT INTO alerte
SELECT d, 'R5_STATUT_CONTRADICTOIRE', 'evenement', event_id, NULL, jour
FROM eligible SEMI JOIN (SELECT m FROM reference WHERE ecarte) ecartee USING (m)
WHERE jour BETWEEN $periode_debut AND $periode_fin;
