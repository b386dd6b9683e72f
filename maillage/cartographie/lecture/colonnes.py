"""Large tables read by Arrow, column by column; a file that it could understand otherwise is left to the exact reader."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pcsv

from maillage.cartographie.domain.temps import Entiers
from maillage.socle.tabulaire import Colonne, Probleme, Specification
from maillage.socle.tabulaire.decoupage import BOM, GuillemetsInvalides, decouper_champs
from maillage.socle.tabulaire.lecture import CLE_DEJA_VUE
from maillage.socle.tabulaire.types import BLANCS, Valeur, ValeurInvalide

PREMIERE_LIGNE = 2
"""Under the header."""
GUILLEMET, VIRGULE, RETOUR, FIN_DE_LIGNE = b'",\r\n'
CODEE = pa.dictionary(pa.int32(), pa.string())
BLOC = 4 << 20
"""Bytes read at a time."""
DENSITE = 16
"""Possible keys by row up to which seen keys are marked rather than sorted."""


@dataclass(frozen=True)
class ColonneLue:
    """Distinct trimmed texts of a column in order of appearance, and the rank of each row in them; by rank, a value or a fault."""

    textes: tuple[str, ...]
    valeurs: tuple[Valeur, ...]
    fautes: Mapping[int, str]
    codes: npt.NDArray[np.int32]


@dataclass(frozen=True)
class TableLue:
    """Every row has its fields; nothing else is promised before `problemes` is asked."""

    specification: Specification
    colonnes: Mapping[str, ColonneLue]
    octets: bytes

    def problemes(self, fichier: str) -> list[Probleme] | None:
        """Those that the exact reader would tell; None without any row, or when blank lines hide which line a row is."""
        cles = self._cles()
        if len(cles) and not any(lue.fautes for lue in self.colonnes.values()) and not a_des_doublons(cles):
            return []
        lignes = self.octets.count(b"\n") + (not self.octets.endswith(b"\n"))
        if not len(cles) or lignes != len(cles) + 1:
            return None
        return [*self._cellules(fichier), *self._repetitions(fichier, cles)]

    def _cles(self) -> Entiers:
        """One number by key; a different one by row where a part is missing: such keys are not compared."""
        de, vers = (self.colonnes[nom] for nom in self.specification.cle)
        cles = de.codes.astype(np.int64) * len(vers.textes) + vers.codes
        for lue in (de, vers):
            if "" in lue.textes:
                vides = np.flatnonzero(lue.codes == lue.textes.index(""))
                cles[vides] = len(de.textes) * len(vers.textes) + vides
        return cles

    def _cellules(self, fichier: str) -> Iterator[Probleme]:
        for nom, lue in self.colonnes.items():
            for rang in np.flatnonzero(np.isin(lue.codes, list(lue.fautes))).tolist():
                yield Probleme(fichier, rang + PREMIERE_LIGNE, nom, lue.fautes[int(lue.codes[rang])])

    def _repetitions(self, fichier: str, cles: Entiers) -> Iterator[Probleme]:
        ordre = np.argsort(cles, kind="stable")
        for rang in ordre[1:][cles[ordre][1:] == cles[ordre][:-1]].tolist():
            yield Probleme(fichier, rang + PREMIERE_LIGNE, "+".join(self.specification.cle), CLE_DEJA_VUE)


def lire_colonnes(
    chemin: Path, selon_entete: Callable[[Sequence[str]], Specification], facultatives: Collection[str]
) -> TableLue | None:
    """A table whose key is a pair; None when only the exact reader can say what the file holds."""
    try:
        octets = chemin.read_bytes()
        debut, fin = len(BOM) * octets.startswith(BOM), octets.find(b"\n") + 1
        if not fin or fin == len(octets) or not _est_simple(octets):
            return None
        presents = decouper_champs(octets[debut:fin].decode().rstrip("\r\n"))
        specification = selon_entete(presents)
        if any(
            presents.count(nom) != 1 and (nom in presents or nom not in facultatives) for nom in specification.par_nom
        ):
            return None
        return TableLue(specification, _lire_corps(pa.py_buffer(octets).slice(fin), presents, specification), octets)
    except (OSError, UnicodeDecodeError, GuillemetsInvalides, pa.ArrowInvalid):
        return None


def a_des_doublons(cles: Entiers) -> bool:
    """Whether a number, from 0 up, is there twice."""
    possibles = int(cles.max(initial=0)) + 1
    if possibles > DENSITE * len(cles):
        rangees = np.sort(cles)
        return bool((rangees[1:] == rangees[:-1]).any())
    vues = np.zeros(possibles, dtype=bool)
    vues[cles] = True
    return int(np.count_nonzero(vues)) != len(cles)


def _est_simple(octets: bytes) -> bool:
    """UTF-8 throughout, no carriage return but at the end of a line, quotes only around whole cells."""
    if not octets.isascii():
        octets.decode()
    if b"\r" in octets and octets.count(b"\r") != octets.count(b"\r\n"):
        return False
    return b'"' not in octets or all(map(_guillemets_simples, _lignes_entieres(octets.removeprefix(BOM))))


def _lignes_entieres(octets: bytes) -> Iterator[bytes]:
    """Blocks that end with a line."""
    debut = 0
    while debut < len(octets):
        fin = octets.find(b"\n", debut + BLOC) + 1 or len(octets)
        yield octets[debut:fin]
        debut = fin


def _guillemets_simples(lignes: bytes) -> bool:
    """Quotes open after a comma or a line end and close before one, none inside: what both readers understand alike."""
    bords = np.frombuffer(b"\n%b\n" % lignes, dtype=np.uint8)
    places = np.flatnonzero(bords == GUILLEMET)
    if len(places) % 2:
        return False
    avant, apres = bords[places[0::2] - 1], bords[places[1::2] + 1]
    return bool(
        ((avant == VIRGULE) | (avant == FIN_DE_LIGNE)).all()
        and ((apres == VIRGULE) | (apres == FIN_DE_LIGNE) | (apres == RETOUR)).all()
        and not (np.searchsorted(places, np.flatnonzero(bords == FIN_DE_LIGNE)) % 2).any()
    )


def _lire_corps(corps: pa.Buffer, presents: Sequence[str], specification: Specification) -> dict[str, ColonneLue]:
    """Block after block, of which only the codes are kept. Raises ArrowInvalid."""
    places = {nom: f"c{presents.index(nom)}" for nom in specification.par_nom if nom in presents}
    conversion = pcsv.ConvertOptions(
        column_types=dict.fromkeys(places.values(), pa.string()),
        include_columns=list(places.values()),
        strings_can_be_null=False,
    )
    lecture = pcsv.ReadOptions(
        column_names=[f"c{rang}" for rang in range(len(presents))], use_threads=False, block_size=BLOC
    )
    codees: dict[str, list[pa.DictionaryArray]] = {nom: [] for nom in places}
    with pcsv.open_csv(pa.BufferReader(corps), read_options=lecture, convert_options=conversion) as blocs:
        for bloc in blocs:
            for nom, place in places.items():
                codees[nom].append(bloc.column(place).dictionary_encode())
    return {nom: _interpreter(morceaux, specification.par_nom[nom]) for nom, morceaux in codees.items()}


def _interpreter(morceaux: Sequence[pa.DictionaryArray], colonne: Colonne) -> ColonneLue:
    """Each distinct text is read once, by the type of the exact reader."""
    codee = pa.chunked_array(morceaux, CODEE).unify_dictionaries().combine_chunks()
    bruts = [texte.strip(BLANCS) for texte in codee.dictionary.to_pylist()]
    rangs = {texte: rang for rang, texte in enumerate(dict.fromkeys(bruts))}
    codes = codee.indices.to_numpy(zero_copy_only=False)
    if len(rangs) < len(bruts):
        codes = np.array([rangs[texte] for texte in bruts], dtype=np.int32)[codes]
    valeurs: list[Valeur] = []
    fautes: dict[int, str] = {}
    for rang, texte in enumerate(rangs):
        try:
            valeurs.append(colonne.lire(texte))
        except ValeurInvalide as erreur:
            valeurs.append(None)
            fautes[rang] = str(erreur)
    return ColonneLue(tuple(rangs), tuple(valeurs), fautes, codes)
