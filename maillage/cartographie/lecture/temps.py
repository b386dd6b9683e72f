"""Time files: read whole by Arrow when every cell is good, by the exact reader when one may not be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

from maillage.cartographie.domain.nombres import en_millioniemes
from maillage.cartographie.domain.temps import ABSENT, Entiers, Paires, Provenance
from maillage.cartographie.lecture.tables import LecteurTable
from maillage.socle.tabulaire import BOOLEEN, DATE, DECIMAL, IDENTIFIANT, TEXTE, Colonne, Ligne, Probleme, Specification
from maillage.socle.tabulaire.decoupage import BOM, decouper_champs
from maillage.socle.tabulaire.types import BLANCS, Valeur, ValeurInvalide

UNIVERSELLES = ("origine", "destination")
PROVENANCE = (Colonne("source", TEXTE), Colonne("date", DATE), Colonne("estimation", BOOLEEN))
FACULTATIVES = frozenset({"source", "date", "estimation", "km", "accroche_m"})


@dataclass(frozen=True)
class FichierTemps:
    """The rows of a time file: ids and the rank of each row in them; `mesures` by column, ABSENT for an empty cell."""

    origines: tuple[str, ...]
    destinations: tuple[str, ...]
    rangs: tuple[Entiers, Entiers]
    mesures: Mapping[str, Entiers]
    provenance: Provenance

    def rangs_entre(self, origines: Sequence[str], destinations: Sequence[str]) -> tuple[Entiers, Entiers, Entiers]:
        """The rows between these ids, and their ranks in both lists; other rows are ignored."""
        lignes = _renumeroter(self.origines, origines)[self.rangs[0]]
        colonnes = _renumeroter(self.destinations, destinations)[self.rangs[1]]
        connues = np.flatnonzero((lignes >= 0) & (colonnes >= 0))
        return connues, lignes[connues], colonnes[connues]

    def paires(self, origines: Sequence[str], destinations: Sequence[str]) -> Paires:
        """The pairs between these ids, as ranks in their lists."""
        connues, lignes, colonnes = self.rangs_entre(origines, destinations)
        return Paires(lignes, colonnes, self.mesures["minutes"][connues], self.provenance)


def _renumeroter(noms: Sequence[str], voulus: Sequence[str]) -> Entiers:
    rangs = {nom: rang for rang, nom in enumerate(voulus)}
    return np.array([rangs.get(nom, ABSENT) for nom in noms], dtype=np.int64)


def lire_temps(
    chemin: Path, noms: tuple[str, str], *, mesures: Sequence[str] = ()
) -> tuple[FichierTemps, list[Probleme]]:
    """`noms` are the first two columns of the command; `mesures` are columns of decimals that may be missing.

    A file with problems has no rows.
    """
    rapide = _lire_vite(chemin, noms, mesures)
    return (rapide, []) if rapide is not None else _lire_exactement(chemin, noms, mesures)


def specification_temps(noms: tuple[str, str], mesures: Sequence[str]) -> Callable[[Sequence[str]], Specification]:
    """The columns of a time file, whose first two may be `origine, destination`."""

    def selon_entete(entete: Sequence[str]) -> Specification:
        propres = any(nom in entete for nom in noms) or not any(nom in entete for nom in UNIVERSELLES)
        cle = noms if propres else UNIVERSELLES
        colonnes = (
            *(Colonne(nom, IDENTIFIANT, obligatoire=True) for nom in cle),
            Colonne("minutes", DECIMAL, obligatoire=True),
            *(Colonne(nom, DECIMAL) for nom in mesures),
            *PROVENANCE,
        )
        return Specification("temps", colonnes, cle)

    return selon_entete


def _lire_exactement(
    chemin: Path, noms: tuple[str, str], mesures: Sequence[str]
) -> tuple[FichierTemps, list[Probleme]]:
    selon_entete = specification_temps(noms, mesures)
    lecteur = LecteurTable(chemin, selon_entete(noms), facultatives=FACULTATIVES, selon_entete=selon_entete)
    lignes = list(lecteur.parcourir())
    if lecteur.problemes:
        return _aucune_ligne(chemin), lecteur.problemes
    cle = lecteur.specification.cle
    (origines, de), (destinations, vers) = (_coder([ligne.textes[nom] for ligne in lignes]) for nom in cle)
    colonnes = {nom: _mesure([ligne.valeurs.get(nom) for ligne in lignes]) for nom in ("minutes", *mesures)}
    premiere = lignes[0].valeurs if lignes else {}
    return FichierTemps(origines, destinations, (de, vers), colonnes, _provenance(chemin, premiere)), []


def _aucune_ligne(chemin: Path) -> FichierTemps:
    vide = np.array([], dtype=np.int64)
    return FichierTemps((), (), (vide, vide), {"minutes": vide}, Provenance(chemin.name))


def _coder(textes: Sequence[str]) -> tuple[tuple[str, ...], Entiers]:
    rangs: dict[str, int] = {}
    codes = [rangs.setdefault(texte, len(rangs)) for texte in textes]
    return tuple(rangs), np.array(codes, dtype=np.int64)


def _mesure(valeurs: Sequence[Valeur]) -> Entiers:
    entiers = [en_millioniemes(valeur) if isinstance(valeur, Decimal) else ABSENT for valeur in valeurs]
    return np.array(entiers, dtype=np.int64)


def _provenance(chemin: Path, premiere: Mapping[str, Valeur]) -> Provenance:
    source, date = premiere.get("source"), premiere.get("date")
    return Provenance(
        source if isinstance(source, str) else chemin.name,
        date if isinstance(date, dt.date) else None,
        premiere.get("estimation") is True,
    )


def _lire_vite(chemin: Path, noms: tuple[str, str], mesures: Sequence[str]) -> FichierTemps | None:
    """None as soon as anything is not plainly good: the exact reader then says what."""
    try:
        octets = chemin.read_bytes().removeprefix(BOM)
        entete, _, corps = octets.partition(b"\n")
        if b'"' in octets or octets.count(b"\r") != octets.count(b"\r\n") or not corps:
            return None
        presents = decouper_champs(entete.decode("utf-8").removesuffix("\r"))
        specification = specification_temps(noms, mesures)(presents)
        if any(presents.count(nom) != 1 and not _peut_manquer(nom, presents) for nom in specification.par_nom):
            return None
        return _assembler(chemin, specification, _colonnes(corps, presents, specification), mesures)
    except (OSError, UnicodeDecodeError, ValeurInvalide, pa.ArrowInvalid):
        return None


def _peut_manquer(nom: str, presents: Sequence[str]) -> bool:
    return nom in FACULTATIVES and nom not in presents


@dataclass(frozen=True)
class _ColonneLue:
    """Distinct texts of a column, their values, and the rank of each row in them."""

    textes: tuple[str, ...]
    valeurs: tuple[Valeur, ...]
    codes: Entiers


def _colonnes(corps: bytes, presents: Sequence[str], specification: Specification) -> dict[str, _ColonneLue]:
    """Raises ArrowInvalid or ValeurInvalide."""
    places = {nom: f"c{presents.index(nom)}" for nom in specification.par_nom if nom in presents}
    table = pcsv.read_csv(
        pa.BufferReader(corps),
        read_options=pcsv.ReadOptions(column_names=[f"c{rang}" for rang in range(len(presents))]),
        parse_options=pcsv.ParseOptions(quote_char=False),
        convert_options=pcsv.ConvertOptions(
            column_types=dict.fromkeys(places.values(), pa.string()),
            include_columns=list(places.values()),
            strings_can_be_null=False,
        ),
    )
    return {nom: _interpreter(table[place], specification.par_nom[nom]) for nom, place in places.items()}


def _interpreter(brute: pa.ChunkedArray, colonne: Colonne) -> _ColonneLue:
    """Each distinct text is read once, by the type of the exact reader."""
    codee = pc.utf8_trim(brute.combine_chunks(), BLANCS).dictionary_encode()
    textes = tuple(codee.dictionary.to_pylist())
    if colonne.obligatoire and "" in textes:
        raise ValeurInvalide("valeur obligatoire absente")
    valeurs = tuple(colonne.type.lire(texte) if texte else None for texte in textes)
    return _ColonneLue(textes, valeurs, codee.indices.to_numpy(zero_copy_only=False).astype(np.int64))


def _assembler(
    chemin: Path, specification: Specification, lues: Mapping[str, _ColonneLue], mesures: Sequence[str]
) -> FichierTemps | None:
    de, vers = (lues[nom] for nom in specification.cle)
    cles = de.codes * len(vers.textes) + vers.codes
    if not len(cles) or len(np.unique(cles)) != len(cles):
        return None
    colonnes = {
        nom: _mesure(lues[nom].valeurs)[lues[nom].codes] if nom in lues else np.full(len(cles), ABSENT, dtype=np.int64)
        for nom in ("minutes", *mesures)
    }
    premiere: Mapping[str, Valeur] = {
        colonne.nom: lues[colonne.nom].valeurs[lues[colonne.nom].codes[0]]
        for colonne in PROVENANCE
        if colonne.nom in lues
    }
    return FichierTemps(de.textes, vers.textes, (de.codes, vers.codes), colonnes, _provenance(chemin, premiere))


def lignes_des_ids(lignes: Sequence[Ligne]) -> list[str]:
    return [ligne.textes["id"] for ligne in lignes]
