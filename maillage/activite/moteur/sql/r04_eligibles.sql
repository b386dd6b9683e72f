-- R4: past events not yet confirmed. Source: design choice, so that a return is not made on a half-filled agenda.
CREATE TEMP TABLE passe AS
SELECT m, d, event_id, jour, debut, fin, statut
FROM fusionne, parametres p
WHERE statut IN ('REALISE', 'PLANIFIE') AND jour BETWEEN p.periode_debut AND p.periode_fin AND jour <= p.arrete;

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
INSERT INTO mesure SELECT d, 'evenements_passes', NULL, count(*) FROM passe GROUP BY d;
INSERT INTO mesure SELECT d, 'a_confirmer', NULL, count(*) FROM a_confirmer GROUP BY d;

-- Eligible: done, and dated at the closing date at the latest.
CREATE TEMP TABLE eligible AS
SELECT m, d, event_id, debut, fin, jour, jour_fin, heure, categorie, modalite
FROM fusionne, parametres p
WHERE statut = 'REALISE' AND jour <= p.arrete;

INSERT INTO alerte
SELECT d, 'R5_STATUT_CONTRADICTOIRE', 'evenement', event_id, NULL, jour
FROM eligible SEMI JOIN (SELECT m FROM reference WHERE ecarte) ecartee USING (m), parametres p
WHERE jour BETWEEN p.periode_debut AND p.periode_fin;
