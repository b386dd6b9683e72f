-- R13: a planned slot, open and not realised, is missed when an absence meets it; it is neutralised when that absence is
-- shorter than the tolerance. Source of the 72 hours: CNSA working group 2018; value open.
CREATE TEMP TABLE prevision AS
SELECT f.m, f.d, i.j, f.debut, f.fin, f.jour, f.jour_fin, f.modalite
FROM fusionne f
JOIN inscription i USING (m)
LEFT JOIN phase_active ph ON ph.d = f.d AND ph.j = i.j AND f.jour BETWEEN ph.debut AND ph.fin
WHERE f.categorie = 'DIRECT_JEUNE' AND f.modalite IN ('AJ', 'AN') AND f.jour <= $arrete
    AND list_contains(
        $phases_journees::t_phase[], coalesce(ph.type, CASE WHEN $sans_phase = 'PONCTUEL' THEN 'PONCTUEL'::t_phase END)
    )
    AND (f.d, i.j) IN (SELECT (d, j) FROM absence);

-- The parts of a plan that fill a slot: the part inside it for a half-day, the whole event for a night.
CREATE TEMP TABLE prevu AS
SELECT d, j, modalite, c.jour, c.slot, greatest(v.debut, c.debut) AS debut, least(v.fin, c.fin) AS fin
FROM (SELECT *, unnest(range(jour_fin - jour + 1))::INTEGER + jour AS jour_creneau FROM prevision WHERE modalite = 'AJ') v
JOIN creneau c ON c.jour = v.jour_creneau AND v.debut < c.fin AND v.fin > c.debut
WHERE c.en_periode
UNION ALL
SELECT d, j, modalite, c.jour, 'NUIT', v.debut, v.fin
FROM (SELECT *, unnest(range(jour_fin - jour + 1))::INTEGER + jour - 1 AS jour_nuit FROM prevision WHERE modalite = 'AN') v
JOIN jour c ON c.jour = v.jour_nuit AND v.debut <= c.instant_nuit AND v.fin > c.instant_nuit
WHERE c.en_periode;

-- The absence of a slot: among those that meet one of its parts, the earliest, then the longest, then by motif.
CREATE TEMP TABLE touche AS
SELECT p.d, p.j, p.modalite, p.jour, p.slot, first(a ORDER BY a.debut, a.fin DESC, a.motif) AS absence
FROM prevu p
JOIN absence a ON a.d = p.d AND a.j = p.j AND a.debut < p.fin AND a.fin > p.debut
GROUP BY p.d, p.j, p.modalite, p.jour, p.slot;

CREATE TEMP TABLE manque AS
WITH rempli AS (
    SELECT d, j, jour, slot
    FROM (
        SELECT *, fin - greatest(debut, coalesce(max(fin) OVER avant, debut)) AS apport
        FROM (SELECT * FROM prevu SEMI JOIN touche USING (d, j, jour, slot) WHERE slot <> 'NUIT')
        WINDOW avant AS (PARTITION BY d, j ORDER BY debut, fin ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    )
    GROUP BY d, j, jour, slot
    HAVING sum(greatest(apport, 0)) >= greatest($minutes_min_demi_journee, 1)
    UNION ALL
    SELECT d, j, jour, slot FROM touche WHERE slot = 'NUIT'
)
SELECT *
FROM touche
SEMI JOIN rempli USING (d, j, jour, slot)
SEMI JOIN ouvert USING (d, modalite, jour, slot)
ANTI JOIN (
    SELECT d, j, jour, slot FROM demi_journee
    UNION ALL
    SELECT d, j, jour, 'NUIT' FROM nuitee WHERE en_journees
) realise USING (d, j, jour, slot);

CREATE TEMP TABLE creneau_manque AS
SELECT
    m.d, j, modalite, jour, slot, absence.motif AS motif,
    absence.fin < jamais()
        AND (absence.fin - absence.debut)::HUGEINT * 1000000 < $tolerance_absence_h::HUGEINT * 60 AS neutralise
FROM manque m;

INSERT INTO mesure
SELECT
    d,
    unnest(['absences.demi_journees_manquees', 'absences.nuits_manquees', 'absences.demi_journees_neutralisees',
            'absences.nuitees_neutralisees']),
    motif,
    unnest([count(*) FILTER (slot <> 'NUIT'), count(*) FILTER (slot = 'NUIT'),
            count(*) FILTER (slot <> 'NUIT' AND neutralise), count(*) FILTER (slot = 'NUIT' AND neutralise)])
FROM creneau_manque
GROUP BY d, motif;
