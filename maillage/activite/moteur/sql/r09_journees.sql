-- R9: a slot of a date is realised by the union of the day-care presences inside it, of `minutes_min_demi_journee` at
-- least and of more than nothing. Source: every half-day counts, even partial (CNSA working group, 16 May 2018).
CREATE TEMP TABLE morceau AS
SELECT d, j, r, c.jour, c.slot, c.en_periode, greatest(s.debut, c.debut) AS debut, least(s.fin, c.fin) AS fin
FROM (
    SELECT d, j, r, debut, fin, unnest(range(jour_fin - jour + 1))::INTEGER + jour AS jour
    FROM segment
    WHERE classe = 'direct' AND modalite = 'AJ' AND en_journees
) s
JOIN creneau c ON c.jour = s.jour AND s.debut < c.fin AND s.fin > c.debut;

CREATE TEMP TABLE demi_journee AS
SELECT d, j, jour, slot, en_periode, sum(greatest(apport, 0)) AS minutes
FROM (
    SELECT *, fin - greatest(debut, coalesce(max(fin) OVER avant, debut)) AS apport
    FROM morceau
    WINDOW avant AS (PARTITION BY d, j ORDER BY debut, fin ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
)
GROUP BY d, j, jour, slot, en_periode
HAVING minutes >= greatest($minutes_min_demi_journee, 1);

-- R11: date D is a night when a presence contains the instant `heure_nuit` of D + 1; R22 takes the nights of every phase.
CREATE TEMP TABLE ancre AS
SELECT d, j, r, c.jour, c.en_periode, s.en_journees
FROM (
    SELECT d, j, r, debut, fin, en_journees, unnest(range(jour_fin - jour + 1))::INTEGER + jour - 1 AS jour
    FROM segment
    WHERE classe = 'nuit'
) s
JOIN jour c ON c.jour = s.jour AND s.debut <= c.instant_nuit AND s.fin > c.instant_nuit;

CREATE TEMP TABLE nuitee AS
SELECT d, j, jour, en_periode, bool_or(en_journees) AS en_journees
FROM ancre
GROUP BY ALL;

-- R12: a day with a half-day is a day of boarding when a night is dated that day or the day before.
CREATE TEMP TABLE jour_present AS
SELECT
    d, j, jour, en_periode,
    coalesce(matin, false) AS matin,
    coalesce(apres_midi, false) AS apres_midi,
    n.jour IS NOT NULL AS nuit,
    coalesce(matin::INTEGER + apres_midi::INTEGER, 0) AS demi_journees,
    n.jour IS NOT NULL OR v.jour IS NOT NULL AS en_internat
FROM (
    SELECT d, j, jour, en_periode, bool_or(slot = 'MATIN') AS matin, bool_or(slot = 'APRES_MIDI') AS apres_midi
    FROM demi_journee
    GROUP BY ALL
)
FULL JOIN (SELECT * FROM nuitee WHERE en_journees) n USING (d, j, jour, en_periode)
LEFT JOIN (SELECT d, j, jour FROM nuitee WHERE en_journees) v ON v.d = d AND v.j = j AND v.jour = jour - 1
WHERE en_periode;

-- Half-units: journées, internat and semi-internat are halves of these sums (R10, R12).
CREATE TEMP TABLE jour_compte AS
SELECT
    jp.* EXCLUDE (en_periode),
    CASE WHEN NOT en_internat OR demi_journees = 0 THEN 0 WHEN $unite_internat = 'ENTIERE' THEN 2 ELSE demi_journees END
        AS demi_internat,
    CASE WHEN en_internat THEN 0 ELSE demi_journees END AS demi_semi_internat
FROM jour_present jp;

INSERT INTO mesure
SELECT
    d,
    unnest(['demi_journees', 'internat', 'semi_internat', 'nuitees']),
    NULL,
    unnest([sum(demi_journees), sum(demi_internat), sum(demi_semi_internat), count(*) FILTER (nuit)])
FROM jour_compte
GROUP BY d;
