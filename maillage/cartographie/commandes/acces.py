"""`maillage cartographie acces` (contract, section 2)."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np

from maillage.cartographie.arguments import TEMPS_MAX, Options, Usage, lire_options
from maillage.cartographie.domain.acces import AccesDemande, Desserte, ParametresAcces, acces_demandes
from maillage.cartographie.domain.nombres import ecrire_court, en_millioniemes
from maillage.cartographie.domain.temps import Entiers, Provenance
from maillage.cartographie.ecriture import ecrire, texte_csv
from maillage.cartographie.lecture.tables import DEMANDE, OFFRE, Lectures
from maillage.cartographie.lecture.temps import lignes_des_ids, lire_temps
from maillage.socle.tabulaire import Ligne

USAGE = Usage(
    "maillage cartographie acces DEMANDE.csv OFFRE.csv TEMPS.csv --seuil MIN [--paliers A,B --poids X,Y] "
    "[--public P] [--acces-min X] --sortie A.csv",
    ("DEMANDE", "OFFRE", "TEMPS"),
    ("--seuil", "--paliers", "--poids", "--public", "--acces-min"),
    ("--seuil",),
)
ENTETE = ("id", "minutes_plus_proche", "acces", "lecture", "source", "date", "estimation")


@dataclass(frozen=True)
class _Run:
    fichiers: tuple[Path, ...]
    parametres: ParametresAcces
    sortie: Path


def executer(arguments: Sequence[str]) -> int:
    if "-h" in arguments or "--help" in arguments:
        sys.stdout.write(f"{USAGE.texte}\n")
        return 0
    run = _lire_arguments(lire_options(arguments, USAGE))
    ids, desserte = lire_desserte(run.fichiers)
    resultats = acces_demandes(desserte, run.parametres)
    ecrire(run.sortie, texte_csv(ENTETE, _lignes(ids, resultats, desserte.paires.provenance)))
    return 0


def _lire_arguments(options: Options) -> _Run:
    options.decimal("--temps-max", TEMPS_MAX)
    parametres = ParametresAcces(
        *_paliers_et_poids(options),
        options.texte("--public"),
        Fraction(options.decimal("--acces-min")) if options.donne("--acces-min") else None,
    )
    run = _Run(options.fichiers, parametres, options.sortie())
    options.exiger()
    return run


def _paliers_et_poids(options: Options) -> tuple[tuple[int, ...], tuple[Fraction, ...]]:
    seuil, seuil_donne = options.decimal("--seuil"), not options.lus.est_refusee("--seuil")
    paliers = options.decimaux("--paliers") or (seuil,)
    poids = options.decimaux("--poids") or (Decimal(1),)
    if any(suivant <= palier for palier, suivant in pairwise(paliers)):
        options.refuser("--paliers", "les paliers doivent être strictement croissants")
    elif seuil_donne and paliers[-1] != seuil:
        options.refuser("--paliers", f"le dernier palier doit être le seuil ({seuil})")
    if len(poids) != len(paliers) and not options.lus.est_refusee("--paliers"):
        options.refuser("--poids", f"{len(paliers)} poids attendus, {len(poids)} donnés")
    if not all(0 < valeur <= 1 for valeur in poids):
        options.refuser("--poids", "chaque poids doit être supérieur à 0 et au plus 1")
    return tuple(en_millioniemes(palier) for palier in paliers), tuple(Fraction(valeur) for valeur in poids)


def lire_desserte(fichiers: Sequence[Path]) -> tuple[list[str], Desserte]:
    """Ids of the demands in order, and the problem. Raises EntreeRefuseeError with every problem of the three files."""
    lectures = Lectures()
    demandes, offres = lectures.lire(fichiers[0], DEMANDE), lectures.lire(fichiers[1], OFFRE)
    temps, problemes = lire_temps(fichiers[2], ("demande", "offre"))
    lectures.problemes += problemes
    lectures.exiger()
    ids = lignes_des_ids(demandes)
    publics = tuple(_publics(ligne) for ligne in offres)
    paires = temps.paires(ids, lignes_des_ids(offres))
    return ids, Desserte(millioniemes(demandes, "population"), millioniemes(offres, "capacite"), publics, paires)


def _publics(ligne: Ligne) -> frozenset[str]:
    valeur = ligne.valeurs.get("public")
    return frozenset(valeur) if isinstance(valeur, tuple) else frozenset()


def millioniemes(lignes: Sequence[Ligne], colonne: str) -> Entiers:
    """A column of decimals; an empty cell is 0."""
    valeurs = (ligne.valeurs.get(colonne) for ligne in lignes)
    return np.array([en_millioniemes(v) if isinstance(v, Decimal) else 0 for v in valeurs], dtype=np.int64)


def _lignes(ids: Sequence[str], resultats: Sequence[AccesDemande], provenance: Provenance) -> Iterator[tuple[str, ...]]:
    for nom, acces in zip(ids, resultats, strict=True):
        proche = "" if acces.minutes_plus_proche is None else ecrire_court(acces.minutes_plus_proche)
        yield nom, proche, f"{acces.acces:f}", str(acces.lecture), *provenance.cellules()
