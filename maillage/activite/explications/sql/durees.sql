-- R19: one line per segment of presence not already covered, per event, or per event and its professionals.
SELECT m.d, m.j, 'minutes_jeunes.' || m.classe AS chemin, 'evenement' AS source, event_id AS id, m.jour, minutes, 2 * minutes AS demis,
    minutes || ' minutes de présence' AS libelle
FROM minute_jeune m JOIN fait USING (r)
UNION ALL
SELECT d, NULL, 'minutes_evenements.' || classe, 'evenement', event_id, jour, minutes, 2 * minutes, minutes || ' minutes'
FROM evenement_compte
UNION ALL
SELECT d, NULL, 'minutes_pros.' || classe, 'evenement', event_id, jour, minutes, 2 * minutes * professionnels,
    minutes || ' minutes × ' || professionnels || ' professionnel(s)'
FROM evenement_compte
UNION ALL
SELECT d, NULL, 'minutes_pros.indirect_sans_jeune', 'evenement', event_id, jour, minutes, 2 * minutes, 'Travail indirect sans jeune nommé'
FROM indirect_sans_jeune
