"""The tables of the contract described for people: drawn from the reader's own specifications, so that they cannot disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from maillage.activite.lecture.dossier import TABLE_OBLIGATOIRE
from maillage.activite.lecture.tables import specifications
from maillage.activite.regles import JEUX, charger_jeu
from maillage.echanges.referentiels import descriptions
from maillage.socle.tabulaire import Colonne, Specification
from maillage.socle.tabulaire.specification import Bornes

FORMES: dict[str, str] = {
    "identifiant": "identifiant, de 1 à 64 signes",
    "texte": "texte",
    "liste": "valeurs séparées par des points-virgules",
    "date": "date AAAA-MM-JJ",
    "date_heure": "moment AAAA-MM-JJTHH:MM",
    "entier": "nombre entier, de 0 à 999999",
    "decimal": "nombre, point pour la décimale",
    "booleen": "true ou false",
    "commune": "cinq signes, par exemple 31555",
    "choix": "un code",
}


@dataclass(frozen=True)
class ColonneDecrite:
    """`valeurs`: the codes allowed, empty when the type is open; `reference`: the file that must hold the value."""

    nom: str
    forme: str
    sens: str
    obligatoire: bool
    dans_la_cle: bool
    valeurs: tuple[str, ...] = ()
    reference: str = ""


@dataclass(frozen=True)
class TableDecrite:
    """A file of the folder. `exigences`: what holds between several cells, as sentences."""

    nom: str
    sens: str
    obligatoire: bool
    colonnes: tuple[ColonneDecrite, ...]
    exigences: tuple[str, ...]


@cache
def lieux_connus() -> tuple[str, ...]:
    """Return the kinds of place that every rule-set shipped knows."""
    connus = [set(charger_jeu(identifiant).parametres.lieux) for identifiant in JEUX]
    return tuple(sorted(set.intersection(*connus)))


@cache
def specifications_du_dossier() -> dict[str, Specification]:
    """Return the specification of each table, by name."""
    return {specification.nom: specification for specification in specifications(lieux_connus())}


@cache
def tables_decrites() -> tuple[TableDecrite, ...]:
    """Return the sixteen tables, in the order of the contract."""
    return tuple(_table(specification) for specification in specifications_du_dossier().values())


def _table(specification: Specification) -> TableDecrite:
    return TableDecrite(
        nom=specification.nom,
        sens=descriptions()["tables"][specification.nom],
        obligatoire=specification.nom == TABLE_OBLIGATOIRE,
        colonnes=tuple(_colonne(specification, colonne) for colonne in specification.colonnes),
        exigences=tuple(_exigences(specification)),
    )


def _colonne(specification: Specification, colonne: Colonne) -> ColonneDecrite:
    sens = descriptions()["colonnes"]
    return ColonneDecrite(
        nom=colonne.nom,
        forme=FORMES[colonne.type.nom],
        sens=sens.get(f"{specification.nom}.{colonne.nom}") or sens[colonne.nom],
        obligatoire=colonne.obligatoire,
        dans_la_cle=colonne.nom in specification.cle,
        valeurs=colonne.type.valeurs or (),
        reference=f"{colonne.reference}.csv" if colonne.reference and colonne.nom not in specification.cle[:1] else "",
    )


def _exigences(specification: Specification) -> Iterator[str]:
    if specification.cle:
        yield f"Deux lignes n'ont jamais les mêmes {' + '.join(specification.cle)}."
    for bornes in specification.bornes:
        yield from _entre_bornes(bornes)


def _entre_bornes(bornes: Bornes) -> Iterator[str]:
    if bornes.ordonnees:
        yield f"{bornes.fin} vient après {bornes.debut}{'' if bornes.stricte else ', ou le même jour'}."
    if bornes.duree_maximale is not None:
        yield f"{bornes.fin} vient au plus {bornes.duree_maximale.days} jours après {bornes.debut}."
