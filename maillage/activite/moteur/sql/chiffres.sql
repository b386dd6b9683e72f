-- Figures of the result: a dotted path, a key inside it when the contract leaves the keys free, an integer.
CREATE TEMP TABLE mesure (d INTEGER, chemin VARCHAR, cle VARCHAR, valeur BIGINT);
CREATE TEMP TABLE alerte (d INTEGER, code VARCHAR, source VARCHAR, id VARCHAR, jeune_id VARCHAR, jour DATE);

-- Rounding to the integer, half up, of a number of minutes weighted in millionths (R22).
CREATE TEMP MACRO ponderer(minutes, millioniemes) AS
    ((minutes::HUGEINT * millioniemes * 2 + 1000000) // 2000000)::BIGINT;
