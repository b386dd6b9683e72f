-- Section 3, R1: an event belongs to the local date of its start; its length is in real minutes.
-- Only the dates able to matter are kept: an event lasts 31 days at most.
CREATE TEMP TABLE agenda AS
SELECT
    row_number() OVER ()::INTEGER AS e,
    d,
    event_id,
    ev.finess,
    source,
    source_ref,
    minute_utc(ev.debut) AS debut,
    minute_utc(ev.fin) AS fin,
    ev.debut::DATE AS jour,
    ev.fin::DATE AS jour_fin,
    ev.debut::TIME AS heure,
    categorie::t_categorie AS categorie,
    modalite::t_modalite AS modalite,
    lieu_type,
    statut::t_statut AS statut
FROM entree_evenement ev
JOIN dispositif_tous USING (dispositif_id)
WHERE ev.debut >= $premier_jour - 31 AND ev.debut < $dernier_jour + 1;

CREATE TEMP TABLE participation_toute AS
SELECT e, d, j, presence
FROM entree_evenement_jeune
JOIN agenda USING (event_id)
JOIN jeune USING (jeune_id);

CREATE TEMP TABLE encadrement_tout AS
SELECT e, d, pro_id
FROM entree_evenement_pro
JOIN agenda USING (event_id);
