"""Command line arguments: positions, options with one value each, flags without one, every problem told as a placed line."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path

from maillage.socle.tabulaire import Probleme

FICHIER = "arguments"
ILLISIBLES = {
    FileNotFoundError: "fichier introuvable",
    IsADirectoryError: "c'est un dossier, un fichier est attendu",
    PermissionError: "lecture du fichier refusée",
}
CODE_REFUS = 2
Executer = Callable[[Sequence[str]], int]


@dataclass
class Arguments:
    """`valeurs`: options given once, with a value; `drapeaux`: flags given; the rest is in `problemes`."""

    positions: list[str] = field(default_factory=list)
    valeurs: dict[str, str] = field(default_factory=dict)
    drapeaux: set[str] = field(default_factory=set)
    problemes: list[Probleme] = field(default_factory=list)

    def refuser(self, option: str, motif: str) -> None:
        """Forget the value of the option and say why."""
        self.valeurs.pop(option, None)
        self.problemes.append(Probleme(FICHIER, 0, option, motif))

    def dire_refus(self) -> int:
        """Write every problem on the error output, one located line each; return the exit code of a refusal."""
        sys.stderr.write("".join(f"{probleme}\n" for probleme in sorted(self.problemes)))
        return CODE_REFUS

    def finir(self) -> int:
        """Return the exit code of a command that has nothing else to say: every problem written, or 0."""
        return self.dire_refus() if self.problemes else 0

    def est_refusee(self, option: str) -> bool:
        return any(probleme.colonne == option for probleme in self.problemes)


def avec_aide(aide: str) -> Callable[[Executer], Executer]:
    """A command that answers -h and --help with these lines, before it reads anything else."""

    def entourer(executer: Executer) -> Executer:
        @wraps(executer)
        def executer_ou_aider(arguments: Sequence[str]) -> int:
            if "-h" not in arguments and "--help" not in arguments:
                return executer(arguments)
            sys.stdout.write(f"{aide.rstrip()}\n")
            return 0

        return executer_ou_aider

    return entourer


def separer(
    arguments: Sequence[str],
    *,
    permises: Collection[str],
    obligatoires: Collection[str],
    drapeaux: Collection[str] = (),
) -> Arguments:
    """`--option valeur`, `--option=valeur` or a flag of `drapeaux`. A repeated option is refused once, its values are not examined."""
    lus, vues = Arguments(), Counter[str]()
    reste = list(arguments)
    while reste:
        mot = reste.pop(0)
        if mot in drapeaux:
            lus.drapeaux.add(mot)
            continue
        if not mot.startswith("--"):
            lus.positions.append(mot)
            continue
        option, egal, valeur = mot.partition("=")
        vues[option] += 1
        if not egal and reste and not reste[0].startswith("--"):
            egal, valeur = "=", reste.pop(0)
        if egal:
            lus.valeurs[option] = valeur
    for option, nombre in vues.items():
        if motif := _motif_de_refus(lus, option, nombre, permises):
            lus.refuser(option, motif)
    for option in obligatoires:
        if option not in vues:
            lus.refuser(option, "option obligatoire absente")
    return lus


def _motif_de_refus(lus: Arguments, option: str, nombre: int, permises: Collection[str]) -> str:
    if option not in permises:
        return "option inconnue"
    if nombre > 1:
        return "option répétée"
    return "" if option in lus.valeurs else "valeur absente"


def dire_illisible(erreur: OSError) -> str:
    """Why a file cannot be read, in French."""
    return next((motif for genre, motif in ILLISIBLES.items() if isinstance(erreur, genre)), "fichier illisible")


def est_inscriptible(chemin: Path) -> bool:
    """Whether a file may be written there."""
    return bool(chemin.name) and not chemin.is_dir() and chemin.parent.is_dir() and os.access(chemin.parent, os.W_OK)
