"""Public face of the engine: count, then read the result as dicts or as the text of the contract."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.periode import Periode
from maillage.activite.lecture.connexion import lancer, ouvrir_session
from maillage.activite.lecture.entree import ouvrir_tables
from maillage.activite.moteur.execution import executer_lot, preparer
from maillage.activite.moteur.mesures import Chiffres, assembler_mesures
from maillage.activite.moteur.qualite import assembler_alertes, assembler_qualite
from maillage.activite.moteur.reglages import valeurs_des_regles

SCHEMA = "maillage/resultat/1"
DISPOSITIFS = """
    SELECT d, dispositif_id, type_dispositif, region, departement, objectif_taux_aj, objectif_taux_an
    FROM dispositif WHERE dispositif_id = coalesce($1, dispositif_id) ORDER BY d
"""
UN_JEUNE = "SELECT fiche FROM fiche_jeune JOIN dispositif USING (d) WHERE dispositif_id = ? AND jeune_id = ?"
TOUS = (1, 2**31 - 1)
Objet = dict[str, object]


def compter(tables: Mapping[str, pa.Table], jeu: JeuDeRegles, periode: Periode) -> Comptage:
    """Count the facts of one or several dispositifs.

    `tables`: contract tables by name (`evenement`, `jeune`…), missing ones are empty. Columns are text as in the CSV
    files, or native: date32, naive local timestamp, bool, integer, decimal, list of strings. They must be valid.
    """
    connexion = ouvrir_session()
    ouvrir_tables(connexion, tables)
    preparer(connexion, jeu, periode)
    executer_lot(connexion, jeu, periode, TOUS)
    return Comptage(connexion, jeu, periode)


@dataclass(frozen=True)
class Comptage:
    """A finished count. The connection keeps every intermediate table: explanations read them."""

    connexion: duckdb.DuckDBPyConnection
    jeu: JeuDeRegles
    periode: Periode

    def dispositifs(self) -> list[str]:
        """Identifiers, ascending."""
        lignes = self.connexion.execute("SELECT dispositif_id FROM dispositif ORDER BY d").fetchall()
        return [identifiant for (identifiant,) in lignes]

    def dispositif(self, dispositif_id: str) -> Objet:
        """One entry of `dispositifs`, as in the schema; raises `KeyError` for an unknown id."""
        for entete, jeunes in self._parcourir(dispositif_id):
            return {**entete, "jeunes": [json.loads(jeune) for jeune in jeunes]}
        raise KeyError(dispositif_id)

    def jeune(self, dispositif_id: str, jeune_id: str) -> Objet:
        """One entry of `jeunes`; raises `KeyError` when the result does not list this person."""
        ligne = self.connexion.execute(UN_JEUNE, [dispositif_id, jeune_id]).fetchone()
        if ligne is None:
            raise KeyError((dispositif_id, jeune_id))
        fiche: Objet = json.loads(ligne[0])
        return fiche

    def lire(self, requete: str, **cles: object) -> list[tuple[Any, ...]]:
        """Rows of a query on the intermediate tables; it may also name the values of the rules (`$arrete`…)."""
        valeurs = {**valeurs_des_regles(self.jeu.parametres, self.periode), **cles}
        return lancer(self.connexion, requete, valeurs).fetchall()

    def entete(self) -> Objet:
        """Schema, rule-set with its status and note, and period: must accompany any display of the figures."""
        return entete_de(self.jeu, self.periode)

    def objet(self) -> Objet:
        """The whole result as a dict."""
        return {**self.entete(), "dispositifs": [self.dispositif(nom) for nom in self.dispositifs()]}

    def json(self) -> str:
        """The whole result as text; the same facts always give the same text."""
        return "".join(morceaux_json(self.entete(), [self]))

    def morceaux(self) -> Iterator[str]:
        """The text of each dispositif."""
        for entete, jeunes in self._parcourir():
            alertes = entete.pop("alertes")
            fiches = ",\n".join(jeunes)
            yield f'{_texte(entete)[:-1]}, "jeunes": [{fiches}], "alertes": {_texte(alertes)}}}'

    def _parcourir(self, dispositif_id: str | None = None) -> Iterator[tuple[Objet, list[str]]]:
        dispositifs = self.connexion.execute(DISPOSITIFS, [dispositif_id]).fetchall()
        for d, identifiant, type_, region, departement, objectif_aj, objectif_an in dispositifs:
            chiffres = Chiffres.lire(self.connexion, d, {"AJ": objectif_aj, "AN": objectif_an})
            alertes = assembler_alertes(self.connexion, d)
            yield (
                {
                    "dispositif_id": identifiant,
                    "type": type_,
                    "region": region,
                    "departement": departement,
                    "mesures": assembler_mesures(chiffres, self.jeu.parametres),
                    "qualite": assembler_qualite(chiffres, alertes),
                    "alertes": alertes,
                },
                self._jeunes(d),
            )

    def _jeunes(self, d: int) -> list[str]:
        lignes = self.connexion.execute("SELECT fiche FROM fiche_jeune WHERE d = ? ORDER BY jeune_id", [d]).fetchall()
        return [fiche for (fiche,) in lignes]


def entete_de(jeu: JeuDeRegles, periode: Periode) -> Objet:
    """What a result says before its dispositifs."""
    return {
        "schema": SCHEMA,
        "regles": {nom: getattr(jeu, nom) for nom in ("id", "version", "statut", "note")},
        "periode": {
            "libelle": periode.libelle,
            "debut": periode.debut.isoformat(),
            "fin": periode.fin.isoformat(),
            "arrete": periode.arrete.isoformat(),
            "semaines": [str(semaine) for semaine in periode.semaines],
        },
    }


def morceaux_json(entete: Objet, comptages: Iterable[Comptage]) -> Iterator[str]:
    """The text of a result, dispositif by dispositif, for a large folder."""
    return morceaux_de_textes(entete, (morceau for comptage in comptages for morceau in comptage.morceaux()))


def morceaux_de_textes(entete: Objet, textes: Iterable[str]) -> Iterator[str]:
    """The text of a result around those of its dispositifs, ascending, wherever they were counted."""
    yield _texte(entete)[:-1] + ', "dispositifs": ['
    separateur = "\n"
    for texte in textes:
        yield separateur + texte
        separateur = ",\n"
    yield "]}\n"


def _texte(objet: object) -> str:
    return json.dumps(objet, ensure_ascii=False)
