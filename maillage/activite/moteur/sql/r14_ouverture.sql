-- R14: a slot is open as its row in `ouverture` says, otherwise by default: mornings and afternoons of open days, and the
-- nights between two open days. Source: design choice; the exceptions belong to the establishment.
CREATE TEMP TABLE ouvert AS
WITH defaut(modalite, slot) AS (
    SELECT modalite, slot FROM (VALUES ('AJ'), ('AN'), ('PMO')) m(modalite), (VALUES ('MATIN'), ('APRES_MIDI'), ('NUIT')) s(slot)
),
calendrier AS (
    SELECT
        d, modalite::t_modalite AS modalite, j.jour, slot::t_creneau AS slot, j.en_periode,
        $ouverture_defaut = 'SEMAINE' AND j.ouvre
        AND CASE WHEN modalite = 'AN' THEN slot = 'NUIT' AND demain.ouvre ELSE slot <> 'NUIT' END AS ouvert
    FROM dispositif, defaut, jour j
    JOIN jour_civil demain ON demain.jour = j.jour + 1
    WHERE j.jour BETWEEN $premier_jour AND $dernier_jour
)
SELECT d, modalite, c.jour, c.slot, en_periode
FROM calendrier c
LEFT JOIN (
    SELECT d, modalite::t_modalite AS modalite, date AS jour, slot::t_creneau AS slot, ouvert
    FROM entree_ouverture JOIN dispositif USING (dispositif_id)
) o USING (d, modalite, jour, slot)
WHERE coalesce(o.ouvert, c.ouvert);

CREATE TEMP TABLE jour_ouvert AS
SELECT DISTINCT d, modalite, jour FROM ouvert WHERE en_periode;

CREATE TEMP TABLE semaine_ouverte AS
SELECT DISTINCT d, semaine FROM ouvert JOIN jour_semaine USING (jour);

INSERT INTO mesure
SELECT d, 'jours_ouverture.' || modalite, NULL, count(*) FROM jour_ouvert GROUP BY d, modalite
UNION ALL
SELECT d, 'semaines_ouvertes', NULL, count(*) FROM semaine_ouverte GROUP BY d;

-- An event on a closed day counts, and says so. A night that starts after midnight belongs to the day before.
CREATE TEMP TABLE hors_ouverture AS
WITH date_testee AS (
    SELECT f.*, CASE WHEN modalite = 'AN' AND heure < $heure_nuit THEN jour - 1 ELSE jour END AS jour_teste
    FROM fait f
    WHERE f.jour BETWEEN $periode_debut AND $periode_fin AND categorie = 'DIRECT_JEUNE' AND modalite IS NOT NULL
)
SELECT d, event_id, jour
FROM (
    SELECT * FROM date_testee t
    ANTI JOIN ouvert o ON o.d = t.d AND o.modalite = t.modalite AND o.jour = t.jour_teste
)
SEMI JOIN compte USING (r);

INSERT INTO alerte SELECT d, 'R14_HORS_OUVERTURE', 'evenement', event_id, NULL, jour FROM hors_ouverture;
