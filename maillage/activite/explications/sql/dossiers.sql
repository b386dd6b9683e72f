-- R33, R34, R36, R38, R4: changes of modality, sheets, requests, communes, events to confirm.
SELECT d, j, chemin, 'modalite_periode' AS source, jeune_id AS id, jour, NULL AS minutes, 2 AS demis,
    coalesce('Fiche ' || fiche_id, 'Changement sans fiche') AS libelle
FROM (
    SELECT *, unnest([
        'changements.total', CASE WHEN fiche_id IS NULL THEN 'changements.sans_fiche' END,
        CASE WHEN retour_cdaph = false THEN 'changements.sans_retour_cdaph' END
    ]) AS chemin
    FROM changement LEFT JOIN (SELECT fiche_id, retour_cdaph FROM entree_fiche_liaison) USING (fiche_id)
) JOIN jeune USING (j)
WHERE chemin IS NOT NULL
UNION ALL
SELECT d, j, chemin, 'fiche_liaison', fiche_id, jour, NULL, 2, 'Fiche émise le ' || strftime(jour, '%d/%m/%Y')
FROM (SELECT *, unnest(['fiches.emises', 'fiches.par_nature.' || nature, 'fiches.par_reponse.' || coalesce(reponse, 'EN_ATTENTE')]) AS chemin FROM fiche)
UNION ALL
SELECT d, j, 'fiches.delai_median_jours', 'fiche_liaison', fiche_id, jour, NULL, 2 * delai, 'Réponse en ' || delai || ' jours'
FROM fiche WHERE delai IS NOT NULL
UNION ALL
SELECT d, NULL, 'demandes.admissions', 'demande', demande_id, admission, NULL, 2, 'Admission' FROM demande WHERE admise
UNION ALL
SELECT d, NULL, 'demandes.en_attente', 'demande', demande_id, reception, NULL, 2, 'Reçue, ni admise ni close' FROM demande WHERE en_attente
UNION ALL
SELECT d, NULL, 'demandes.delai_median_jours', 'demande', demande_id, admission, NULL, 2 * delai, 'Admise ' || delai || ' jours après la notification'
FROM demande WHERE admise AND delai >= 0
UNION ALL
SELECT t.d, NULL, 'territoire.' || CASE WHEN c.d IS NULL AND s.d IS NOT NULL THEN 'communes_hors_territoire' ELSE 'communes_couvertes' END,
    'territoire', t.commune, NULL, NULL, 2, 'Commune touchée'
FROM commune_touchee t
LEFT JOIN commune_declaree c USING (d, commune)
LEFT JOIN (SELECT DISTINCT d FROM commune_declaree) s ON s.d = t.d
UNION ALL
SELECT d, NULL, 'territoire.communes_blanches', 'territoire', commune, NULL, NULL, 2, 'Commune déclarée, non touchée'
FROM commune_declaree ANTI JOIN commune_touchee USING (d, commune)
UNION ALL
SELECT d, NULL, 'qualite.evenements_passes', 'evenement', event_id, jour, fin - debut, 2, 'Événement passé, ' || lower(statut::VARCHAR) FROM passe
UNION ALL
SELECT d, NULL, 'qualite.a_confirmer', 'evenement', event_id, jour, NULL, 2, 'Événement passé resté planifié' FROM a_confirmer
