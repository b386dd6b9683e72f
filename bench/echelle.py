"""`python -m bench.echelle`: the same folders counted on one machine and on a local Spark cluster, in one run.

Time, processor time and memory of the command with everything it starts (Java, tasks): read from the system while it runs. The memory is
the sum of the resident pages, where what forked tasks share is counted for each. Both results must be the same bytes.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.compter import Mesure, afficher
from bench.donnees import ecrire_dossier

TIC = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
PAS = 0.5


def suivre(*arguments: str) -> Mesure:
    """Run `python ARGUMENTS` in a session of its own and follow every process of that session."""
    debut, temps, pointe = time.perf_counter(), dict[int, float](), 0
    commande = subprocess.Popen([sys.executable, *arguments], start_new_session=True)
    while commande.poll() is None:
        pages = 0
        for pid, champs in _processus(commande.pid):
            temps[pid] = (int(champs[11]) + int(champs[12])) / TIC
            pages += int(champs[21])
        pointe = max(pointe, pages)
        time.sleep(PAS)
    if commande.returncode:
        sys.exit(f"échec : {' '.join(arguments)}")
    return Mesure(time.perf_counter() - debut, sum(temps.values()), pointe * PAGE / 1e9)


def _processus(session: int) -> list[tuple[int, list[str]]]:
    """(number, fields of `stat` after the name) of each process of the session."""
    trouves = []
    for dossier in Path("/proc").glob("[0-9]*"):
        try:
            champs = (dossier / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(champs[3]) == session:
            trouves.append((int(dossier.name), champs))
    return trouves


def compter(dossier: Path, periode: str, sortie: Path, grappe: str | None = None) -> Mesure:
    options = ["--grappe", grappe] if grappe else []
    regles = ["--regles", "aire-2024", "--periode", periode]
    return suivre("-m", "maillage.cli", "compter", str(dossier), *regles, "--sortie", str(sortie), *options)


def comparer(racine: Path, taille: int, choix: argparse.Namespace) -> None:
    dossier = racine / str(taille)
    evenements = ecrire_dossier(dossier, dispositifs=taille, jeunes=choix.jeunes, forme=choix.forme)
    seul = compter(dossier, choix.periode, racine / "seul.json")
    afficher(f"une machine, {taille} dispositif(s)", evenements, seul)
    if choix.grappe != "aucune":
        reparti = compter(dossier, choix.periode, racine / "grappe.json", choix.grappe)
        afficher(f"{choix.grappe}, {taille} dispositif(s)", evenements, reparti)
        egaux = filecmp.cmp(racine / "seul.json", racine / "grappe.json", shallow=False)
        print(
            f"grappe ÷ une machine : {reparti.secondes / seul.secondes:.1f} en temps réel, "
            f"{reparti.processeur / seul.processeur:.1f} en temps de processeur ; résultats "
            f"{'égaux' if egaux else 'DIFFÉRENTS'}",
            flush=True,
        )
    shutil.rmtree(dossier)


def main() -> None:
    analyseur = argparse.ArgumentParser(prog="python -m bench.echelle", description=__doc__)
    analyseur.add_argument("--dispositifs", type=int, nargs="+", default=[1, 15, 75, 225])
    analyseur.add_argument("--jeunes", type=int, default=100, help="jeunes par dispositif")
    analyseur.add_argument("--forme", choices=("parquet", "csv"), default="parquet")
    analyseur.add_argument("--periode", default="2024-T2")
    analyseur.add_argument("--grappe", default="local-cluster[2,1,2048]", help="« aucune » pour la seule machine")
    choix = analyseur.parse_args()
    with tempfile.TemporaryDirectory() as racine:
        for taille in choix.dispositifs:
            print(f"charge de la machine : {os.getloadavg()[0]:.1f}")
            comparer(Path(racine), taille, choix)


if __name__ == "__main__":
    main()
