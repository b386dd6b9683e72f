-- R8: direct work of an accompaniment calls for a modality, open for the young person on that date. Counted anyway.
CREATE TEMP TABLE modalite_periode AS
SELECT d, j, modalite::t_modalite AS modalite, debut, coalesce(fin, toujours()) AS fin, fiche_id, fiche_fin_id
FROM entree_modalite_periode JOIN dispositif USING (dispositif_id) JOIN jeune USING (jeune_id);

INSERT INTO alerte
SELECT
    d, CASE WHEN modalite IS NULL THEN 'R8_MODALITE_VIDE' ELSE 'R8_MODALITE_NON_OUVERTE' END,
    'evenement', event_id, jeune_id, jour
FROM compte c JOIN jeune USING (j)
WHERE en_periode AND phase = 'ACCOMPAGNEMENT' AND categorie = 'DIRECT_JEUNE'
    AND NOT EXISTS (
        SELECT 1 FROM modalite_periode mp
        WHERE mp.d = c.d AND mp.j = c.j AND mp.modalite = c.modalite AND c.jour BETWEEN mp.debut AND mp.fin
    );
