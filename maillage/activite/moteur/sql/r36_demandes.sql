-- R36: requests: admissions of the period, their delay from the notification, and the waiting list on the last day.
CREATE TEMP TABLE demande AS
SELECT
    d, demande_id, q.admission, q.admission - q.notification AS delai,
    coalesce(q.admission BETWEEN $periode_debut AND $periode_fin, false) AS admise,
    coalesce(q.reception <= $periode_fin, false) AND coalesce(q.admission > $periode_fin, true) AND coalesce(q.cloture > $periode_fin, true) AS en_attente,
    q.reception
FROM entree_demande q JOIN dispositif USING (dispositif_id);

INSERT INTO mesure
SELECT d, 'demandes.' || unnest(['admissions', 'en_attente']), NULL, unnest([count(*) FILTER (admise), count(*) FILTER (en_attente)])
FROM demande
GROUP BY d
UNION ALL
SELECT d, 'demandes.double_delai_median', NULL, (2 * median(delai))::BIGINT FROM demande WHERE admise AND delai >= 0 GROUP BY d;
INSERT INTO alerte
SELECT d, 'R36_DELAI_NEGATIF', 'demande', demande_id, NULL, admission FROM demande WHERE admise AND delai < 0;
