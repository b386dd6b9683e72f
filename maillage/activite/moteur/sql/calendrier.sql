-- Bounds of the slots (R9) and instants of the night (R11) of each useful date, in minutes of UTC.
CREATE TEMP TABLE jour AS
SELECT
    jour,
    ouvre,
    jour BETWEEN $periode_debut AND $periode_fin AS en_periode,
    minutes[1] AS matin_debut,
    minutes[2] AS matin_fin,
    minutes[3] AS apres_midi_debut,
    minutes[4] AS apres_midi_fin,
    minutes[5] AS instant_nuit
FROM (
    SELECT *, list_transform(
        [jour + $matin_debut, jour + $matin_fin, jour + $apres_midi_debut, jour + $apres_midi_fin, jour + 1 + $heure_nuit],
        lambda moment: minute_utc(moment)
    ) AS minutes
    FROM jour_civil
);

CREATE TEMP TABLE creneau AS
SELECT jour, en_periode, 'MATIN'::t_creneau AS slot, matin_debut AS debut, matin_fin AS fin FROM jour
UNION ALL
SELECT jour, en_periode, 'APRES_MIDI', apres_midi_debut, apres_midi_fin FROM jour;

-- R2: each date of the weeks of the period, with its week.
CREATE TEMP TABLE jour_semaine AS
SELECT (lundi + rang::INTEGER)::DATE AS jour, semaine
FROM semaine, range(7) AS jours(rang);
