-- R17: one séance per young person and event, outside day care and nights. R18: séances by professional. R20: direct pairs.
CREATE TEMP TABLE paire_directe AS
SELECT r, d, j, event_id, jour, fin - debut AS minutes, phase, categorie, modalite
FROM compte
WHERE en_periode AND categorie IN ('DIRECT_JEUNE', 'DIRECT_ENTOURAGE');

CREATE TEMP TABLE seance AS
SELECT r, d, j, event_id, jour, minutes, categorie
FROM paire_directe
WHERE (categorie = 'DIRECT_JEUNE' OR $entourage_compte)
    AND (modalite IS NULL OR NOT list_contains($modalites_hors_seance::t_modalite[], modalite));

CREATE TEMP TABLE acte AS
SELECT
    s.r, d, event_id, jour, minutes, paires,
    CASE WHEN $mode_acte = 'PRO' OR categorie = 'DIRECT_ENTOURAGE' THEN 1 ELSE paires END
        * coalesce(professionnels, 0) AS actes
FROM (SELECT r, d, event_id, jour, minutes, categorie, count(*) AS paires FROM seance GROUP BY ALL) s
LEFT JOIN equipe_fait USING (r);

INSERT INTO mesure
SELECT d, unnest(['seances', 'seances_collectives', 'actes']), NULL,
    unnest([sum(paires), count(*) FILTER (paires >= 2), sum(actes)])
FROM acte
GROUP BY d;
