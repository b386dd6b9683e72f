-- Dispositifs and young people become small integers whose order is the order of their identifiers.
CREATE TEMP TABLE dispositif_tous AS
SELECT
    row_number() OVER (ORDER BY dispositif_id)::INTEGER AS d, dispositif_id, type AS type_dispositif, finess AS finess_declares,
    region, departement, objectif_taux_aj, objectif_taux_an
FROM entree_dispositif;

CREATE TEMP TABLE jeune AS
SELECT row_number() OVER (ORDER BY jeune_id)::INTEGER AS j, jeune_id, naissance, commune_insee
FROM entree_jeune;
