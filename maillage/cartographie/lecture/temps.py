"""Time files: read by Arrow, and by the exact reader where Arrow could understand them otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np

from maillage.cartographie.domain.nombres import en_millioniemes
from maillage.cartographie.domain.temps import ABSENT, Entiers, Paires, Provenance
from maillage.cartographie.lecture.colonnes import lire_colonnes
from maillage.cartographie.lecture.tables import LecteurTable
from maillage.socle.tabulaire import BOOLEEN, DATE, DECIMAL, IDENTIFIANT, TEXTE, Colonne, Ligne, Probleme, Specification
from maillage.socle.tabulaire.types import Valeur

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
    return _lire_vite(chemin, noms, mesures) or _lire_exactement(chemin, noms, mesures)


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
    lignes: list[Ligne] = []
    for ligne in lecteur.parcourir():
        if lecteur.problemes:
            lignes.clear()
        else:
            lignes.append(ligne)
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


def _lire_vite(
    chemin: Path, noms: tuple[str, str], mesures: Sequence[str]
) -> tuple[FichierTemps, list[Probleme]] | None:
    """None when the exact reader must be asked."""
    table = lire_colonnes(chemin, specification_temps(noms, mesures), FACULTATIVES)
    problemes = None if table is None else table.problemes(chemin.name)
    if table is None or problemes is None:
        return None
    if problemes:
        return _aucune_ligne(chemin), problemes
    lues = table.colonnes
    de, vers = (lues[nom] for nom in table.specification.cle)
    colonnes = {
        nom: _mesure(lues[nom].valeurs)[lues[nom].codes] if nom in lues else np.full(len(de.codes), ABSENT)
        for nom in ("minutes", *mesures)
    }
    premiere = {nom: lue.valeurs[lue.codes[0]] for nom, lue in lues.items()}
    rangs = de.codes.astype(np.int64), vers.codes.astype(np.int64)
    return FichierTemps(de.textes, vers.textes, rangs, colonnes, _provenance(chemin, premiere)), []


def lignes_des_ids(lignes: Sequence[Ligne]) -> list[str]:
    return [ligne.textes["id"] for ligne in lignes]
