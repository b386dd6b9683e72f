-- R7, R26: what is left is the set of counted pairs (event, young person), each with its segments of presence.
CREATE TEMP TABLE situe AS
SELECT c.*, ph.type AS phase, ph.phase_id, ph.echeance
FROM (
    SELECT * FROM concerne ANTI JOIN empeche USING (r, j)
    UNION ALL
    SELECT * FROM concerne SEMI JOIN reste USING (r, j)
) c
LEFT JOIN phase_active ph ON ph.d = c.d AND ph.j = c.j AND c.jour BETWEEN ph.debut AND ph.fin;

CREATE TEMP TABLE compte AS
SELECT
    r, j, d, event_id, s.debut, s.fin, jour, jour_fin, categorie, modalite, classe, phase_id,
    coalesce(phase, 'PONCTUEL'::t_phase) AS phase,
    jour BETWEEN $periode_debut AND $periode_fin AS en_periode,
    list_contains($phases_journees::t_phase[], coalesce(phase, 'PONCTUEL'::t_phase)) AS en_journees
FROM situe s
WHERE (phase IS NOT NULL AND jour <= echeance) OR (phase IS NULL AND $sans_phase = 'PONCTUEL');

CREATE TEMP TABLE segment AS
SELECT r, j, d, jour, jour_fin, classe, modalite, en_periode, en_journees, debut, fin
FROM compte ANTI JOIN empeche USING (r, j)
UNION ALL
SELECT r, j, d, jour, jour_fin, classe, modalite, en_periode, en_journees, reste.debut, reste.fin
FROM compte JOIN reste USING (r, j);

INSERT INTO alerte
SELECT d, 'R7_SANS_PHASE', 'evenement', event_id, jeune_id, jour
FROM situe s JOIN jeune USING (j)
WHERE phase IS NULL AND jour BETWEEN $periode_debut AND $periode_fin
UNION ALL
SELECT d, 'R26_HORS_FENETRE', 'evenement', event_id, jeune_id, jour
FROM situe s JOIN jeune USING (j)
WHERE jour > echeance AND jour BETWEEN $periode_debut AND $periode_fin
UNION ALL
-- R39: accompanied without any phase at all in the dispositif.
SELECT DISTINCT d, 'R39_JEUNE_SANS_PHASE', 'jeune', jeune_id, jeune_id, NULL::DATE
FROM (SELECT * FROM situe ANTI JOIN phase USING (d, j)) JOIN jeune USING (j)
WHERE jour BETWEEN $periode_debut AND $periode_fin AND categorie IN ('DIRECT_JEUNE', 'DIRECT_ENTOURAGE');
