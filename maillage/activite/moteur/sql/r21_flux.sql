-- R21: stays are phases of accompaniment that follow one another without an empty day; a renewal is neither exit nor entry.
CREATE TEMP TABLE sejour AS
SELECT d, j, min(debut) AS debut, max(fin) AS fin, first(destination ORDER BY fin DESC, phase_id) AS destination
FROM (
    SELECT *, sum(rupture) OVER (PARTITION BY d, j ORDER BY debut, fin, phase_id ROWS UNBOUNDED PRECEDING) AS ile
    FROM (
        SELECT *, CASE WHEN debut - 1 <= max(fin) OVER avant THEN 0 ELSE 1 END AS rupture
        FROM phase
        WHERE type = 'ACCOMPAGNEMENT'
        WINDOW avant AS (PARTITION BY d, j ORDER BY debut, fin, phase_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    )
)
GROUP BY d, j, ile;

CREATE TEMP TABLE entree AS
SELECT d, j, sejour.debut AS jour FROM sejour WHERE sejour.debut BETWEEN $periode_debut AND $periode_fin;

CREATE TEMP TABLE sortie AS
SELECT d, j, sejour.fin AS jour, sejour.fin - sejour.debut + 1 AS duree, coalesce(destination, 'NON_RENSEIGNE') AS destination
FROM sejour
WHERE sejour.fin BETWEEN $periode_debut AND $periode_fin;

CREATE TEMP TABLE present_fin AS
SELECT DISTINCT d, j FROM sejour WHERE $periode_fin BETWEEN sejour.debut AND sejour.fin;

INSERT INTO mesure
SELECT d, 'flux.entrees', NULL, count(*) FROM entree GROUP BY d
UNION ALL
SELECT d, 'flux.presents_fin', NULL, count(*) FROM present_fin GROUP BY d
UNION ALL
SELECT d, 'flux.sorties', NULL, count(*) FROM sortie GROUP BY d
UNION ALL
SELECT d, 'flux.sorties_par_destination', destination, count(*) FROM sortie GROUP BY d, destination
UNION ALL
-- A median may end in one half: it is stored doubled.
SELECT d, 'flux.double_duree_mediane', NULL, (2 * median(duree))::BIGINT FROM sortie GROUP BY d;

-- R25: a pre-admission that lasts, counted up to the end of the period.
INSERT INTO alerte
SELECT d, 'R25_PRE_ADMISSION_LONGUE', 'phase', phase_id, jeune_id, NULL
FROM phase
WHERE type = 'PRE_ADMISSION' AND phase.debut <= $periode_fin AND phase.fin >= $periode_debut
    AND least(phase.fin, $periode_fin) - phase.debut + 1 > $pre_admission_max_jours;

-- R37: « amendement Creton », young adults kept in the establishment.
CREATE TEMP TABLE creton AS
SELECT
    d, j, ph.jeune_id, phase_id,
    year($periode_fin) - year(naissance)
        - (month($periode_fin) * 100 + day($periode_fin) < month(naissance) * 100 + day(naissance))::INTEGER AS age
FROM phase ph JOIN jeune USING (j)
WHERE type = 'ACCOMPAGNEMENT' AND creton AND $periode_fin BETWEEN ph.debut AND ph.fin;

INSERT INTO mesure SELECT d, 'creton.jeunes', NULL, count(DISTINCT j) FROM creton WHERE age >= $creton_age GROUP BY d;
INSERT INTO alerte
SELECT
    d, CASE WHEN age IS NULL THEN 'R37_NAISSANCE_MANQUANTE' ELSE 'R37_CRETON_AVANT_20' END, 'phase', phase_id, jeune_id, NULL
FROM creton
WHERE coalesce(age < $creton_age, true);
