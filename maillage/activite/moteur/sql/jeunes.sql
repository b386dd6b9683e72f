-- Section 6: one object per young person: everyone of the enlarged file, and those with a listed week or day.
CREATE TEMP TABLE fiche_jeune AS
WITH personne AS (
    SELECT d, j FROM file_active
    UNION
    SELECT d, j FROM unite
    UNION
    SELECT d, j FROM jour_compte
),
faits AS (
    SELECT d, j, semaine, list_sort(list(event_id)) AS faits
    FROM (SELECT DISTINCT d, j, semaine, e FROM terme JOIN membre_fait USING (r))
    JOIN (SELECT e, event_id FROM evenement) USING (e)
    GROUP BY d, j, semaine
),
semaines AS (
    SELECT
        d, j,
        list({
            semaine: semaine, phase: phase, minutes: minutes,
            detail: {direct: direct, entourage: entourage, indirect: indirect, transport: transport, nuit: nuit},
            base: base, surcote_complexite: surcote_complexite, surcote_ar: surcote_ar,
            total: base + surcote_complexite + surcote_ar, faits: faits, actions: actions, criteres: criteres
        }::JSON ORDER BY semaine) AS semaines,
        {
            base: sum(base)::BIGINT, surcote_complexite: sum(surcote_complexite)::BIGINT, surcote_ar: sum(surcote_ar)::BIGINT,
            total: sum(base + surcote_complexite + surcote_ar)::BIGINT
        } AS unites
    FROM unite JOIN faits USING (d, j, semaine)
    GROUP BY d, j
),
jours AS (
    SELECT
        d, j,
        list({
            date: jour, matin: matin, apres_midi: apres_midi, nuitee: nuit, internat: demi_internat / 2,
            semi_internat: demi_semi_internat / 2
        } ORDER BY jour) AS jours
    FROM jour_compte
    GROUP BY d, j
)
SELECT
    d, jeune_id,
    {
        jeune_id: jeune_id, fa_stricte: coalesce(stricte, false), fa_elargie: stricte IS NOT NULL,
        multi_modalite: multi_modalite, seances: coalesce(seances, 0),
        unites: CASE WHEN $unites_actives THEN coalesce(unites, {base: 0, surcote_complexite: 0, surcote_ar: 0, total: 0}) END,
        minutes_residuelles: coalesce(residuelles, 0), semaines: coalesce(semaines, []), jours: coalesce(jours, [])
    }::JSON AS fiche
FROM personne
JOIN jeune USING (j)
LEFT JOIN file_active USING (d, j)
LEFT JOIN multi_modalite USING (d, j)
LEFT JOIN (SELECT d, j, count(*) AS seances FROM seance GROUP BY d, j) USING (d, j)
LEFT JOIN (SELECT d, j, sum(minutes)::BIGINT AS residuelles FROM residu GROUP BY d, j) USING (d, j)
LEFT JOIN semaines USING (d, j)
LEFT JOIN jours USING (d, j);
