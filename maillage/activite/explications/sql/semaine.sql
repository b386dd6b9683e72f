-- R22: the terms of one young person's week, in minutes before weighting.
SELECT a.d, a.j, a.semaine, a.classe::VARCHAR AS classe, 'evenement' AS source, event_id AS id, a.jour, a.minutes
FROM apport a JOIN fait USING (r)
UNION ALL
SELECT a.d, a.j, semaine, 'nuit', 'evenement', min(event_id), a.jour, NULL
FROM ancre a JOIN jour_semaine USING (jour) JOIN fait USING (r)
GROUP BY a.d, a.j, semaine, a.jour
