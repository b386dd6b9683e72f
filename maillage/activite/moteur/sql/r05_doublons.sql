-- R5 step 2: probable duplicates among eligible events: same date, same category, compatible modalities, a young person
-- and a professional in common, an overlap worth at least `chevauchement_doublon` of the shorter one.
CREATE TEMP TABLE chevauchement AS
WITH inscrit AS (
    SELECT m, j, d, jour, categorie, modalite, debut, fin FROM eligible JOIN inscription USING (m)
)
SELECT DISTINCT a.m AS m1, b.m AS m2
FROM inscrit a
JOIN inscrit b
    ON a.d = b.d AND a.j = b.j AND a.jour = b.jour AND a.categorie = b.categorie
    AND a.m < b.m AND a.debut < b.fin AND b.debut < a.fin
WHERE (a.modalite IS NULL OR b.modalite IS NULL OR a.modalite = b.modalite)
    AND (least(a.fin, b.fin) - greatest(a.debut, b.debut))::HUGEINT * 1000000
        >= $chevauchement_doublon * least(a.fin - a.debut, b.fin - b.debut);

CREATE TEMP TABLE doublon AS
SELECT DISTINCT m1, m2
FROM chevauchement
JOIN equipe a ON a.m = m1
JOIN equipe b ON b.m = m2 AND b.pro_id = a.pro_id;
