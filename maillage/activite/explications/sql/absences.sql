-- R13: one line per missed slot, with the absence it is attributed to.
WITH detail AS (
    SELECT *, CASE slot WHEN 'MATIN' THEN 'Matin' WHEN 'APRES_MIDI' THEN 'Après-midi' ELSE 'Nuit' END
        || ' prévu et manqué, absence ' || motif || CASE WHEN neutralise THEN ', neutralisé' ELSE '' END AS libelle
    FROM creneau_manque
)
SELECT d, j, chemin, 'absence' AS source, jeune_id AS id, jour, NULL AS minutes, demis, libelle
FROM (
    SELECT d, j, jour, libelle, 'absences.' || motif || CASE WHEN slot = 'NUIT' THEN '.nuits_manquees' ELSE '.demi_journees_manquees' END
        AS chemin, 2 AS demis
    FROM detail
    UNION ALL
    SELECT d, j, jour, libelle, 'absences.' || motif || CASE WHEN slot = 'NUIT' THEN '.nuitees_neutralisees' ELSE '.journees_neutralisees' END,
        CASE WHEN slot = 'NUIT' THEN 2 ELSE 1 END
    FROM detail WHERE neutralise
    UNION ALL
    SELECT d, j, jour, libelle, CASE WHEN slot = 'NUIT' THEN 'neutralisation.nuitees' ELSE 'neutralisation.journees' END,
        CASE WHEN slot = 'NUIT' THEN 2 ELSE 1 END
    FROM detail WHERE neutralise
) JOIN jeune USING (j)
