"""`python -m bench.compter`: maillage compter against the floor and against a plain Python count, in one run.

Each measure is a process of its own: wall time, processor time and peak memory come from the system.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.donnees import ecrire_dossier

JEUNES_NAIFS = 100


@dataclass(frozen=True)
class Mesure:
    secondes: float
    processeur: float
    memoire_go: float


def mesurer(*arguments: str) -> Mesure:
    """Run `python ARGUMENTS` and wait for it; a failure stops the benchmark."""
    debut = time.perf_counter()
    pid = os.posix_spawn(sys.executable, [sys.executable, *arguments], os.environ)
    _, statut, usage = os.wait4(pid, 0)
    if statut:
        sys.exit(f"échec : {' '.join(arguments)}")
    return Mesure(time.perf_counter() - debut, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1e6)


def compter(dossier: Path, periode: str) -> Mesure:
    sortie = str(dossier.parent / "resultat.json")
    return mesurer(
        "-m", "maillage.cli", "compter", str(dossier), "--regles", "aire-2024", "--periode", periode, "--sortie", sortie
    )


def afficher(nom: str, evenements: int, mesure: Mesure) -> None:
    debit = evenements / mesure.secondes
    print(
        f"{nom:<34}{evenements:>12,} év. {mesure.secondes:>8.1f} s {mesure.processeur:>8.1f} s proc. "
        f"{mesure.memoire_go:>5.2f} Go {debit:>12,.0f} év./s",
        flush=True,
    )


def afficher_rapport(nom: str, moteur: Mesure, pair: tuple[float, float]) -> None:
    """Wall time suffers from other work on the machine, processor time much less: both are told."""
    secondes, processeur = pair
    print(
        f"{nom} : {moteur.secondes / secondes:.3f} en temps réel, {moteur.processeur / processeur:.3f} en temps de processeur"
    )


def comparer(racine: Path, *, tailles: list[int], jeunes: int, forme: str, periode: str) -> None:
    """Floor and engine at each size, the naive count on a part, then the ratios."""
    resultats: dict[int, tuple[int, Mesure, Mesure]] = {}
    for taille in tailles:
        dossier = racine / f"{taille}-{forme}"
        evenements = ecrire_dossier(dossier, dispositifs=taille, jeunes=jeunes, forme=forme)
        plancher = mesurer("-m", "bench.plancher", str(dossier), forme)
        afficher(f"plancher, {taille} dispositif(s)", evenements, plancher)
        moteur = compter(dossier, periode)
        afficher(f"maillage compter, {taille} dispositif(s)", evenements, moteur)
        resultats[taille] = (evenements, plancher, moteur)
    evenements, plancher, moteur = resultats[max(tailles)]
    part = ecrire_dossier(racine / "part", dispositifs=1, jeunes=JEUNES_NAIFS, forme="csv")
    naif = mesurer("-m", "bench.naif", str(racine / "part"), periode)
    afficher("compte naïf, sur une part", part, naif)
    naif_entier = naif.secondes / part * evenements, naif.processeur / part * evenements
    afficher_rapport(
        "(a) maillage compter ÷ plancher (but : 4 au plus)", moteur, (plancher.secondes, plancher.processeur)
    )
    afficher_rapport("(b) maillage compter ÷ compte naïf (but : 0,05 au plus)", moteur, naif_entier)
    print(f"mémoire de pointe : {moteur.memoire_go:.2f} Go (but : 8 au plus)")
    for taille, (nombre, _, mesure) in resultats.items():
        print(
            f"linéarité, {taille} dispositif(s) : {mesure.processeur / nombre * 1e6:.2f} µs de processeur par événement"
        )


def main() -> None:
    analyseur = argparse.ArgumentParser(prog="python -m bench.compter", description=__doc__)
    analyseur.add_argument(
        "--dispositifs", type=int, nargs="+", default=[1, 15], help="tailles, croissantes (but : 1 15 225)"
    )
    analyseur.add_argument("--jeunes", type=int, default=100, help="jeunes par dispositif")
    analyseur.add_argument("--forme", choices=("parquet", "csv"), default="parquet")
    analyseur.add_argument("--periode", default="2024-T2")
    choix = analyseur.parse_args()
    with tempfile.TemporaryDirectory() as racine:
        comparer(Path(racine), tailles=choix.dispositifs, jeunes=choix.jeunes, forme=choix.forme, periode=choix.periode)


if __name__ == "__main__":
    main()
