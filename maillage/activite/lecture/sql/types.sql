-- Codes of the contract. The order of a type is an order of priority: phases (R7), statuts (R5), modalities (R33).
CREATE TYPE t_modalite AS ENUM ('AJ', 'AN', 'PMO');
CREATE TYPE t_creneau AS ENUM ('MATIN', 'APRES_MIDI', 'NUIT');
CREATE TYPE t_categorie AS ENUM ('DIRECT_JEUNE', 'DIRECT_ENTOURAGE', 'INDIRECT', 'TRANSPORT');
CREATE TYPE t_statut AS ENUM ('REALISE', 'PLANIFIE', 'ANNULE');
CREATE TYPE t_phase AS ENUM ('ACCOMPAGNEMENT', 'SUIVI_POST_SORTIE', 'PRE_ADMISSION', 'PONCTUEL');
CREATE TYPE t_classe AS ENUM ('direct', 'nuit', 'entourage', 'indirect', 'transport');

-- Section 2.1, clock changes. Local Europe/Paris time to minutes of UTC since 1970: summer time runs from the last Sunday
-- of March to the last Sunday of October; the hour that exists twice is the first one, in summer time.
CREATE MACRO dernier_dimanche(fin_de_mois) AS fin_de_mois - dayofweek(fin_de_mois)::INTEGER;
CREATE MACRO trois_heures(jour) AS jour + INTERVAL 3 HOUR;
CREATE MACRO est_ete(moment) AS
    moment >= trois_heures(dernier_dimanche(make_date(year(moment), 3, 31)))
    AND moment < trois_heures(dernier_dimanche(make_date(year(moment), 10, 31)));
CREATE MACRO minute_utc(moment) AS
    (epoch_us(moment) // 60000000 - CASE WHEN est_ete(moment) THEN 120 ELSE 60 END)::INTEGER;

-- An open end. Minutes and dates of the contract stay far below.
CREATE MACRO jamais() AS 2147483647;
CREATE MACRO toujours() AS DATE '9999-12-31';

-- A cell given as text: the empty text is null, spaces, tabs and no-break spaces at both ends are nothing.
CREATE MACRO sans_blancs(cellule) AS trim(cellule, chr(32) || chr(9) || chr(160));
CREATE MACRO lire_texte(cellule) AS nullif(sans_blancs(cellule), '');
CREATE MACRO lire_liste(cellule) AS
    list_distinct(list_filter(list_transform(string_split(cellule, ';'), lambda x: sans_blancs(x)), lambda x: x <> ''));
