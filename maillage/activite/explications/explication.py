"""Read the contributions of a figure in the intermediate tables of a count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pyarrow as pa

from maillage.activite.domain.catalogue import MESURES, REGLES, Mesure, Nature, mesure_de
from maillage.activite.domain.explication import Contribution, Explication, ParametreUtilise
from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.periode import Periode
from maillage.activite.explications.jeune import expliquer_jour, expliquer_semaine
from maillage.activite.explications.phrases import phrase_de
from maillage.activite.explications.regle import chemins_des_termes, parametres_utilises
from maillage.activite.lecture.connexion import texte_sql
from maillage.activite.moteur import Comptage, compter

PAQUET = "maillage.activite.explications"
Cle = tuple[str, str | date]
CONTRIBUTIONS = """
WITH contribution AS ({})
SELECT source, id, jeune_id, jour, minutes, demis, libelle
FROM contribution LEFT JOIN jeune USING (j) JOIN dispositif USING (d)
WHERE dispositif_id = $dispositif AND chemin = $chemin AND jeune_id IS NOT DISTINCT FROM coalesce($jeune::VARCHAR, jeune_id)
ORDER BY jour, jeune_id, source, id, libelle
"""


def expliquer(
    tables: Mapping[str, pa.Table],
    jeu: JeuDeRegles,
    periode: Periode,
    dispositif_id: str,
    mesure: str,
    cle: Cle | None = None,
) -> Explication:
    """Count, then explain one figure; raises `KeyError` for an unknown measure, dispositif, week or day."""
    return expliquer_comptage(compter(tables, jeu, periode), dispositif_id, mesure, cle)


def expliquer_comptage(
    comptage: Comptage, dispositif_id: str, mesure: str, cle: Cle | None = None, *, jeune_id: str | None = None
) -> Explication:
    """`mesure`: dotted path of `mesures` (or `qualite.…`); « semaine » and « jour » take `cle` = (jeune_id, week or date).

    `jeune_id` keeps the contributions of one young person: `valeur` is then their sum.
    """
    if mesure == "semaine" and cle is not None:
        return expliquer_semaine(comptage, dispositif_id, *cle)
    if mesure == "jour" and cle is not None:
        return expliquer_jour(comptage, dispositif_id, *cle)
    resultat = comptage.dispositif(dispositif_id)
    return _expliquer(comptage, resultat, mesure, jeune_id)


def _expliquer(comptage: Comptage, resultat: dict[str, object], chemin: str, jeune_id: str | None) -> Explication:
    mesure = mesure_de(chemin, MESURES)
    lignes = _contributions(comptage, str(resultat["dispositif_id"]), mesure, chemin, jeune_id)
    valeur = valeur_de(resultat, mesure, chemin)
    if jeune_id is not None and mesure.est_additive:
        valeur = nombre_lisible(sum((ligne.apport for ligne in lignes), Fraction(0)))
    numerateur, denominateur = _termes(comptage, resultat, mesure, chemin)
    parametres = _reunir(parametres_utilises(comptage.jeu, mesure), numerateur, denominateur)
    return Explication(
        mesure=chemin,
        libelle=mesure.remplacer(mesure.libelle, chemin),
        valeur=valeur,
        unite=mesure.unite,
        nature=mesure.nature,
        regles=tuple(REGLES[regle] for regle in mesure.regles),
        phrase=phrase_de(mesure, chemin, valeur, lignes, (numerateur, denominateur)),
        parametres=parametres,
        lignes=lignes,
        numerateur=numerateur,
        denominateur=denominateur,
    )


def _contributions(
    comptage: Comptage, dispositif_id: str, mesure: Mesure, chemin: str, jeune_id: str | None
) -> tuple[Contribution, ...]:
    if not mesure.famille:
        return ()
    requete = CONTRIBUTIONS.format(texte_sql(PAQUET, mesure.famille))
    lignes = comptage.lire(requete, dispositif=dispositif_id, chemin=chemin, jeune=jeune_id)
    return tuple(
        Contribution(source, identifiant, personne, jour, minutes, Fraction(int(demis), 2), libelle)
        for source, identifiant, personne, jour, minutes, demis, libelle in lignes
    )


def _termes(
    comptage: Comptage, resultat: dict[str, object], mesure: Mesure, chemin: str
) -> tuple[Explication | None, Explication | None]:
    if mesure.rapport is None:
        return None, None
    numerateur, denominateur = chemins_des_termes(comptage.jeu, mesure, chemin)
    constante = _constante(denominateur) if denominateur.isdecimal() else None
    return (
        _expliquer(comptage, resultat, numerateur, None),
        constante or _expliquer(comptage, resultat, denominateur, None),
    )


def _constante(texte: str) -> Explication:
    return Explication(texte, texte, int(texte), "", Nature.VALEUR, (), f"Valeur fixe : {texte}.", ())


def _reunir(propres: tuple[ParametreUtilise, ...], *termes: Explication | None) -> tuple[ParametreUtilise, ...]:
    """A rate also depends on the parameters of its two terms."""
    tous = (*propres, *(parametre for terme in termes if terme for parametre in terme.parametres))
    return tuple({parametre.nom: parametre for parametre in tous}.values())


def valeur_de(resultat: Mapping[str, object], mesure: Mesure, chemin: str) -> object:
    """The figure at a path of `mesures` or `qualite`; 0 or None when a free key is absent from the result."""
    segments = mesure.segments(chemin)
    noeud: object = resultat["qualite"] if segments[0] == "qualite" else resultat["mesures"]
    for segment in segments[1:] if segments[0] == "qualite" else segments:
        noeud = _descendre(noeud, segment)
    if isinstance(noeud, list):
        return len(noeud)
    return 0 if noeud is None and mesure.est_additive else noeud


def _descendre(noeud: object, segment: str) -> object:
    if isinstance(noeud, Mapping):
        return noeud.get(segment)
    if isinstance(noeud, list):
        return next((element for element in noeud if segment in (element.get("motif"), element.get("finess"))), None)
    return None


def nombre_lisible(valeur: Fraction) -> int | float:
    return int(valeur) if valeur.denominator == 1 else float(valeur)
