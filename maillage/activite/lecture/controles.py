"""The value checks of the contract as SQL predicates over raw cells: they prove a file clean, they place nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maillage.activite.lecture.entree import NATIF
from maillage.socle.tabulaire import Colonne, Specification
from maillage.socle.tabulaire.specification import Bornes
from maillage.socle.tabulaire.types import (
    ANNEES_DATE,
    ANNEES_DATE_HEURE,
    LONGUEUR_IDENTIFIANT,
    MOTIF_COMMUNE,
    MOTIF_DATE,
    MOTIF_DATE_HEURE,
    MOTIF_DECIMAL,
    MOTIF_ENTIER,
)

CONTROLE = "[\\x00-\\x1f\\x7f-\\x{9f}]"


def defauts(specification: Specification, presentes: Mapping[str, str]) -> str:
    """A predicate true on a row of `source_<table>` with a bad cell, a mandatory cell empty, or bad bounds."""
    conditions = [
        condition
        for colonne in specification.colonnes
        if colonne.nom in presentes
        for condition in _defauts_colonne(colonne, presentes[colonne.nom])
    ]
    conditions += [_hors_bornes(bornes, presentes) for bornes in specification.bornes if bornes.fin in presentes]
    return " OR ".join(f"coalesce({condition}, false)" for condition in conditions) or "false"


def _defauts_colonne(colonne: Colonne, forme: str) -> Iterator[str]:
    cellule = colonne.nom if forme == NATIF else f"lire_texte({colonne.nom})"
    if colonne.obligatoire:
        yield f"{cellule} IS NULL"
    valeur_mauvaise = (MAUVAIS_NATIF if forme == NATIF else MAUVAIS_TEXTE).get(colonne.type.nom)
    if colonne.type.valeurs is not None:
        yield (
            f"{cellule}::VARCHAR NOT IN ({', '.join(_litteral(valeur) for valeur in colonne.type.valeurs)})"
            if (colonne.type.valeurs)
            else f"{cellule} IS NOT NULL"
        )
    elif valeur_mauvaise:
        yield valeur_mauvaise.replace("{0}", cellule)


def _litteral(texte: str) -> str:
    return "'" + texte.replace("'", "''") + "'"


def _annees(expression: str, annees: range) -> str:
    return f"year({expression}) NOT BETWEEN {annees[0]} AND {annees[-1]}"


HEURE_INEXISTANTE = "(month({0}) = 3 AND hour({0}) = 2 AND day({0}) > 24 AND dayofweek({0}) = 0)"
MAUVAIS_TEXTE = {
    "identifiant": f"length({{0}}) > {LONGUEUR_IDENTIFIANT} OR regexp_matches({{0}}, '{CONTROLE}')",
    "date": f"NOT regexp_full_match({{0}}, '{MOTIF_DATE.pattern}') OR TRY_CAST({{0}} AS DATE) IS NULL OR "
    + _annees("TRY_CAST({0} AS DATE)", ANNEES_DATE),
    "date_heure": f"NOT regexp_full_match({{0}}, '{MOTIF_DATE_HEURE.pattern}') OR TRY_CAST({{0}} AS TIMESTAMP) IS NULL OR "
    + _annees("TRY_CAST({0} AS TIMESTAMP)", ANNEES_DATE_HEURE)
    + " OR "
    + HEURE_INEXISTANTE.replace("{0}", "TRY_CAST({0} AS TIMESTAMP)"),
    "entier": f"NOT regexp_full_match({{0}}, '{MOTIF_ENTIER.pattern}')",
    "decimal": f"NOT regexp_full_match({{0}}, '{MOTIF_DECIMAL.pattern}')",
    "booleen": "{0} NOT IN ('true', 'false')",
    "commune": f"NOT regexp_full_match({{0}}, '{MOTIF_COMMUNE.pattern}')",
}
"""By type name; `{0}` is the trimmed cell, null when empty."""

MAUVAIS_NATIF = {
    "date": _annees("{0}", ANNEES_DATE),
    "date_heure": _annees("{0}", ANNEES_DATE_HEURE)
    + " OR second({0}) <> 0 OR epoch_us({0}) % 60000000 <> 0 OR "
    + HEURE_INEXISTANTE,
    "entier": "{0} NOT BETWEEN 0 AND 999999 OR {0} <> trunc({0})",
    "decimal": "{0} < 0 OR {0} >= 1000000 OR {0}::DECIMAL(38, 20) * 1000000 % 1 <> 0",
}


def _hors_bornes(bornes: Bornes, presentes: Mapping[str, str]) -> str:
    debut, fin = (_moment(nom, presentes[nom]) for nom in (bornes.debut, bornes.fin))
    conditions = [f"{fin} {'<=' if bornes.stricte else '<'} {debut}"] if bornes.ordonnees else []
    if bornes.duree_maximale is not None:
        conditions.append(f"{fin} > {debut} + INTERVAL {bornes.duree_maximale.days} DAY")
    return f"({' OR '.join(conditions)})"


def _moment(colonne: str, forme: str) -> str:
    return colonne if forme == NATIF else f"TRY_CAST(lire_texte({colonne}) AS TIMESTAMP)"
