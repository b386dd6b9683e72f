-- R22: minutes of a young person in a week. Pairs belong to the week of their event, nights to the week of their date.
-- Source: AIRe scale, reconstructed; weights and night credit are open values.
CREATE TEMP TABLE apport AS
SELECT r, d, j, jour, semaine, classe, greatest(fin - greatest(debut, coalesce(max(fin) OVER avant, debut)), 0) AS minutes
FROM segment JOIN jour_semaine USING (jour)
WHERE classe IN ('direct', 'entourage', 'transport')
WINDOW avant AS (
    PARTITION BY d, j, semaine, classe ORDER BY debut, fin, r ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
)
UNION ALL
SELECT r, d, j, jour, semaine, classe, fin - debut
FROM compte JOIN jour_semaine USING (jour)
WHERE classe = 'indirect';

-- Terms with a weight or a credit give the week its phase and its facts, even when another event covers their minutes.
CREATE TEMP TABLE terme AS
SELECT r, d, j, semaine, jour, classe
FROM apport
WHERE $unites_actives
    AND CASE classe WHEN 'indirect' THEN $poids_indirect > 0 WHEN 'transport' THEN $poids_transport > 0 ELSE true END
UNION ALL
SELECT r, d, j, semaine, jour, 'nuit'
FROM ancre JOIN jour_semaine USING (jour)
WHERE $unites_actives AND $credit_nuit > 0;

CREATE TEMP TABLE semaine_jeune AS
WITH somme AS (
    SELECT
        d, j, semaine,
        coalesce(sum(minutes) FILTER (classe = 'direct'), 0) AS direct,
        coalesce(sum(minutes) FILTER (classe = 'entourage'), 0) AS entourage,
        coalesce(sum(minutes) FILTER (classe = 'indirect'), 0) AS indirect,
        coalesce(sum(minutes) FILTER (classe = 'transport'), 0) AS transport,
        count(*) FILTER (classe = 'nuit') AS nuits
    FROM (
        SELECT d, j, semaine, classe, minutes FROM apport
        UNION ALL
        SELECT d, j, semaine, 'nuit', 0 FROM nuitee JOIN jour_semaine USING (jour)
    )
    GROUP BY d, j, semaine
),
pondere AS (
    SELECT
        d, j, semaine, direct, entourage,
        ponderer(indirect, $poids_indirect) AS indirect,
        ponderer(transport, $poids_transport) AS transport,
        nuits * $credit_nuit AS nuit
    FROM somme
    WHERE $unites_actives
)
SELECT *, (direct + entourage + indirect + transport + nuit)::BIGINT AS minutes
FROM pondere
WHERE direct + entourage + indirect + transport + nuit > 0;

-- The whole week goes to the phase of highest priority among the pairs that contribute.
CREATE TEMP TABLE phase_semaine AS
SELECT d, j, semaine, min(phase) AS phase
FROM terme JOIN compte USING (r, d, j)
GROUP BY d, j, semaine;
