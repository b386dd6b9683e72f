-- Codes of the contract. The order of a type is an order of priority: phases (R7), statuts (R5), modalities (R33).
CREATE TYPE t_modalite AS ENUM ('AJ', 'AN', 'PMO');
CREATE TYPE t_creneau AS ENUM ('MATIN', 'APRES_MIDI', 'NUIT');
CREATE TYPE t_categorie AS ENUM ('DIRECT_JEUNE', 'DIRECT_ENTOURAGE', 'INDIRECT', 'TRANSPORT');
CREATE TYPE t_statut AS ENUM ('REALISE', 'PLANIFIE', 'ANNULE');
CREATE TYPE t_phase AS ENUM ('ACCOMPAGNEMENT', 'SUIVI_POST_SORTIE', 'PRE_ADMISSION', 'PONCTUEL');
CREATE TYPE t_classe AS ENUM ('direct', 'nuit', 'entourage', 'indirect', 'transport');

-- Section 2.1, clock changes. Local Europe/Paris time to minutes of UTC since 1970: summer time runs from the last Sunday
-- of March to the last Sunday of October (the 25th or later), at 3 o'clock; the hour that exists twice is the first one.
CREATE MACRO est_apres_le_changement(moment) AS
    day(moment) - dayofweek(moment) >= 25 AND (dayofweek(moment) > 0 OR hour(moment) >= 3);
CREATE MACRO minute_utc(moment) AS (
    epoch_us(moment) // 60000000 - CASE
        WHEN month(moment) BETWEEN 4 AND 9 THEN 120
        WHEN month(moment) IN (3, 10) AND (month(moment) = 3) = est_apres_le_changement(moment) THEN 120
        ELSE 60
    END
)::INTEGER;

-- An open end. Minutes and dates of the contract stay far below.
CREATE MACRO jamais() AS 2147483647;
CREATE MACRO toujours() AS DATE '9999-12-31';

-- A cell given as text: the empty text is null, spaces, tabs and no-break spaces at both ends are nothing.
CREATE MACRO sans_blancs(cellule) AS trim(cellule, chr(32) || chr(9) || chr(160));
CREATE MACRO lire_texte(cellule) AS nullif(sans_blancs(cellule), '');
CREATE MACRO lire_liste(cellule) AS
    list_distinct(list_filter(list_transform(string_split(cellule, ';'), lambda x: sans_blancs(x)), lambda x: x <> ''));

-- Section 2.1, forms of the types: the text as written, and its value (null when it cannot be read).
CREATE MACRO bonne_date(texte, valeur) AS
    texte LIKE '____-__-__' AND NOT contains(texte, ' ') AND valeur BETWEEN DATE '1900-01-01' AND DATE '2199-12-31';
CREATE MACRO est_saut_d_ete(moment) AS month(moment) = 3 AND hour(moment) = 2 AND day(moment) > 24 AND dayofweek(moment) = 0;
CREATE MACRO bon_moment(valeur) AS
    valeur BETWEEN TIMESTAMP '1996-01-01 00:00:00' AND TIMESTAMP '2199-12-31 23:59:00' AND NOT est_saut_d_ete(valeur);
CREATE MACRO bonne_date_heure(texte, valeur) AS
    texte LIKE '____-__-__T__:__' AND texte NOT LIKE '%T24:%' AND NOT contains(texte, ' ') AND bon_moment(valeur);
CREATE MACRO bon_identifiant(texte) AS
    length(texte) <= 64 AND NOT regexp_matches(texte, '[\x00-\x1f\x7f-\x{9f}]|^[ \x{a0}]|[ \x{a0}]$');

-- Rounding to the integer, half up, of a number of minutes weighted in millionths (R22).
CREATE MACRO ponderer(minutes, millioniemes) AS
    ((minutes::HUGEINT * millioniemes * 2 + 1000000) // 2000000)::BIGINT;
