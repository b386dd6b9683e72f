"""One read of a file: every cell becomes its value, and a row says whether it holds anything the contract refuses.

The checks prove a file clean; they place nothing. A cell they refuse may still be good for the exact reader (blanks around
a date, for instance): the file is then read again, exactly.
"""
# ruff: noqa: S608 (names come from the specifications of the contract, never from a file)

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maillage.activite.lecture.entree import NATIF, type_sql
from maillage.socle.tabulaire import Colonne, Specification
from maillage.socle.tabulaire.specification import Bornes
from maillage.socle.tabulaire.types import MOTIF_COMMUNE, MOTIF_DECIMAL, MOTIF_ENTIER

DEFAUT = "defaut"
SUFFIXE_TEXTE = "_lu"
VERIFIABLES = {"identifiant", "date", "date_heure", "entier", "decimal", "booleen", "commune"}

BONS_TEXTES = {
    "identifiant": "bon_identifiant({0})",
    "date": "bonne_date({0}, {1})",
    "date_heure": "bonne_date_heure({0}, {1})",
    "entier": f"regexp_full_match({{0}}, '{MOTIF_ENTIER.pattern}')",
    "decimal": f"regexp_full_match({{0}}, '{MOTIF_DECIMAL.pattern}')",
    "booleen": "{0} IN ('true', 'false')",
    "commune": f"regexp_full_match({{0}}, '{MOTIF_COMMUNE.pattern}')",
}
"""By type name: {0} is the text as written, {1} its value."""

BONS_NATIFS = {
    "date": "{1} BETWEEN DATE '1900-01-01' AND DATE '2199-12-31'",
    "date_heure": "bon_moment({1}) AND epoch_us({1}) % 60000000 = 0",
    "entier": "{1} BETWEEN 0 AND 999999",
    "decimal": "{1} >= 0 AND {1} < 1000000 AND {0} = {1}",
}


def requete_de_lecture(specification: Specification, presentes: Mapping[str, str]) -> str:
    """SELECT the typed columns of `source_<table>` and the column `defaut`."""
    colonnes = [colonne for colonne in specification.colonnes if colonne.nom in presentes]
    valeurs = ", ".join(_valeur(specification, colonne, presentes[colonne.nom]) for colonne in colonnes)
    textes = ", ".join(f"{colonne.nom} AS {colonne.nom}{SUFFIXE_TEXTE}" for colonne in colonnes)
    noms = ", ".join(colonne.nom for colonne in colonnes)
    conditions = [
        *(condition for colonne in colonnes for condition in _defauts(colonne, presentes[colonne.nom])),
        *(
            condition
            for bornes in specification.bornes
            if bornes.fin in presentes
            for condition in _hors_bornes(bornes)
        ),
    ]
    defaut = " OR ".join(f"({condition})" for condition in conditions) or "false"
    return f"SELECT {noms}, coalesce({defaut}, false) AS {DEFAUT} FROM (SELECT {valeurs}, {textes} FROM source_{specification.nom})"


def _valeur(specification: Specification, colonne: Colonne, forme: str) -> str:
    nom, cible = colonne.nom, type_sql(specification, colonne)
    if forme == NATIF:
        return f"{nom}::{cible} AS {nom}"
    if colonne.type.nom == "liste":
        return f"lire_liste({nom}) AS {nom}"
    if colonne.type.nom == "texte":
        return f"lire_texte({nom}) AS {nom}"
    return f"TRY_CAST(nullif({nom}, '') AS {cible}) AS {nom}"


def _defauts(colonne: Colonne, forme: str) -> Iterator[str]:
    """A reference needs no form: it must be found as it is among the keys it refers to.

    A length is never negative: the free columns are asked theirs so that the whole file is read, hence proved readable.
    """
    texte, valeur = f"{colonne.nom}{SUFFIXE_TEXTE}", colonne.nom
    rempli = f"{texte} IS NOT NULL" if forme == NATIF else f"{texte} <> ''"
    if colonne.obligatoire:
        yield f"{valeur} IS NULL"
    if colonne.type.valeurs is not None:
        permises = ", ".join(_litteral(permise) for permise in colonne.type.valeurs)
        yield f"{rempli} AND {texte} NOT IN ({permises})" if permises else rempli
    elif colonne.reference is None and colonne.type.nom in VERIFIABLES:
        bon = (BONS_NATIFS if forme == NATIF else BONS_TEXTES).get(colonne.type.nom)
        if bon:
            yield f"{rempli} AND coalesce(NOT ({bon.replace('{0}', texte).replace('{1}', valeur)}), true)"
    else:
        yield f"len({texte}) < 0"


def _litteral(texte: str) -> str:
    return "'" + texte.replace("'", "''") + "'"


def _hors_bornes(bornes: Bornes) -> Iterator[str]:
    if bornes.ordonnees:
        yield f"{bornes.fin} {'<=' if bornes.stricte else '<'} {bornes.debut}"
    if bornes.duree_maximale is not None:
        yield f"{bornes.fin} > {bornes.debut} + INTERVAL {bornes.duree_maximale.days} DAY"
