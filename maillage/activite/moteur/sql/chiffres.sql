-- Figures of the result: a dotted path, a key inside it when the contract leaves the keys free, an integer.
CREATE TEMP TABLE mesure (d INTEGER, chemin VARCHAR, cle VARCHAR, valeur BIGINT);
CREATE TEMP TABLE alerte (d INTEGER, code VARCHAR, source VARCHAR, id VARCHAR, jeune_id VARCHAR, jour DATE);
