-- Bounds of the slots (R9) and instants of the night (R11) of each useful date, in minutes of UTC.
CREATE TEMP TABLE jour AS
SELECT
    c.jour,
    c.ouvre,
    c.jour BETWEEN p.periode_debut AND p.periode_fin AS en_periode,
    minute_utc(c.jour + p.matin_debut) AS matin_debut,
    minute_utc(c.jour + p.matin_fin) AS matin_fin,
    minute_utc(c.jour + p.apres_midi_debut) AS apres_midi_debut,
    minute_utc(c.jour + p.apres_midi_fin) AS apres_midi_fin,
    minute_utc(c.jour + 1 + p.heure_nuit) AS instant_nuit
FROM jour_civil c, parametres p;

CREATE TEMP TABLE creneau AS
SELECT jour, en_periode, 'MATIN'::t_creneau AS slot, matin_debut AS debut, matin_fin AS fin FROM jour
UNION ALL
SELECT jour, en_periode, 'APRES_MIDI', apres_midi_debut, apres_midi_fin FROM jour;

-- R2: each date of the weeks of the period, with its week.
CREATE TEMP TABLE jour_semaine AS
SELECT (lundi + rang::INTEGER)::DATE AS jour, semaine
FROM semaine, range(7) AS jours(rang);
