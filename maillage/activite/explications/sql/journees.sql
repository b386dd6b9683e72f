-- R9 to R12: one line per half-day or night, one line per day for internat and semi-internat.
WITH demi AS (
    SELECT d, j, jour, slot, minutes, min(event_id) AS id, string_agg(DISTINCT event_id, ', ' ORDER BY event_id) AS faits
    FROM demi_journee
    JOIN morceau USING (d, j, jour, slot, en_periode)
    JOIN fait USING (r, d)
    WHERE en_periode
    GROUP BY ALL
),
-- "minutes" of a night is the length of the presences that hold its instant.
nuit AS (
    SELECT a.d, a.j, a.jour, min(event_id) AS id, string_agg(DISTINCT event_id, ', ' ORDER BY event_id) AS faits
    FROM ancre a JOIN fait USING (r)
    WHERE en_periode AND en_journees
    GROUP BY ALL
),
journee AS (
    SELECT *, demi_journees || ' demi-journée(s)' AS presence FROM jour_compte WHERE demi_journees > 0
)
SELECT d, j, chemin, 'evenement' AS source, id, jour, minutes, demis,
    CASE slot WHEN 'MATIN' THEN 'Matin' ELSE 'Après-midi' END || ' : ' || faits AS libelle
FROM demi, (VALUES ('demi_journees', 2), ('journees', 1), ('occupation.AJ.numerateur', 1)) f(chemin, demis)
UNION ALL
SELECT d, j, chemin, 'evenement', id, jour, NULL, 2, 'Nuit du ' || strftime(jour, '%d/%m/%Y') || ' : ' || faits
FROM nuit, (VALUES ('nuitees'), ('occupation.AN.numerateur')) f(chemin)
UNION ALL
SELECT d, j, 'internat', 'jour', strftime(jour, '%Y-%m-%d'), jour, NULL, demi_internat,
    presence || ', nuit ' || CASE WHEN nuit THEN 'du jour' ELSE 'de la veille' END
FROM journee WHERE demi_internat > 0
UNION ALL
SELECT d, j, 'semi_internat', 'jour', strftime(jour, '%Y-%m-%d'), jour, NULL, demi_semi_internat, presence || ', sans nuit voisine'
FROM journee WHERE demi_semi_internat > 0
