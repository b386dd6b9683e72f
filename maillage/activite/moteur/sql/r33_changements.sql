-- R33: runs of days with the same open modalities; a change is two different runs at most `ecart_max_jours` apart.
CREATE TEMP TABLE suite AS
WITH borne AS (
    SELECT d, j, debut AS borne FROM modalite_periode
    UNION
    SELECT d, j, fin + 1 FROM modalite_periode WHERE fin < toujours()
),
intervalle AS (
    SELECT d, j, borne AS debut, coalesce(lead(borne) OVER suivante - 1, toujours()) AS fin
    FROM borne
    WINDOW suivante AS (PARTITION BY d, j ORDER BY borne)
),
ensemble AS (
    SELECT i.d, i.j, i.debut, i.fin, list_sort(list(DISTINCT mp.modalite)) AS modalites
    FROM intervalle i
    JOIN modalite_periode mp ON mp.d = i.d AND mp.j = i.j AND mp.debut <= i.debut AND mp.fin >= i.fin
    GROUP BY i.d, i.j, i.debut, i.fin
),
rupture AS (
    SELECT *, CASE WHEN modalites = lag(modalites) OVER w AND debut - 1 = lag(fin) OVER w THEN 0 ELSE 1 END AS rupture
    FROM ensemble
    WINDOW w AS (PARTITION BY d, j ORDER BY debut)
)
SELECT d, j, modalites, min(debut) AS debut, max(fin) AS fin
FROM (SELECT *, sum(rupture) OVER (PARTITION BY d, j ORDER BY debut ROWS UNBOUNDED PRECEDING) AS rang FROM rupture)
GROUP BY d, j, modalites, rang;

-- The sheet of a change: the one that opened a period that day, else the one that closed a period on the last open day.
CREATE TEMP TABLE changement AS
WITH transition AS (
    SELECT d, j, debut AS jour, lag(fin) OVER w AS veille, modalites <> lag(modalites) OVER w AS differe
    FROM suite
    WINDOW w AS (PARTITION BY d, j ORDER BY debut)
),
dans_periode AS (
    SELECT d, j, jour, veille
    FROM transition
    WHERE differe AND jour - veille - 1 <= $ecart_max_jours AND jour BETWEEN $periode_debut AND $periode_fin
)
SELECT
    t.d, t.j, t.jour,
    coalesce(
        first(mp.fiche_id ORDER BY mp.modalite, mp.fiche_id) FILTER (mp.debut = t.jour AND mp.fiche_id IS NOT NULL),
        first(mp.fiche_fin_id ORDER BY mp.modalite, mp.fiche_fin_id) FILTER (mp.fin = t.veille AND mp.fiche_fin_id IS NOT NULL)
    ) AS fiche_id
FROM dans_periode t
JOIN modalite_periode mp USING (d, j)
GROUP BY t.d, t.j, t.jour;

INSERT INTO mesure
SELECT d, 'changements.' || unnest(['total', 'sans_fiche', 'sans_retour_cdaph']), NULL,
    unnest([count(*), count(*) FILTER (fiche_id IS NULL), count(*) FILTER (retour_cdaph = false)])
FROM changement LEFT JOIN entree_fiche_liaison USING (fiche_id)
GROUP BY d;

INSERT INTO alerte
SELECT d, 'R33_SANS_FICHE', 'modalite_periode', jeune_id, jeune_id, jour
FROM changement JOIN jeune USING (j)
WHERE fiche_id IS NULL;
