"""Command line arguments: one positional folder, options with one value each, every problem told as a placed line."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from maillage.socle.tabulaire import Probleme

FICHIER = "arguments"


@dataclass
class Arguments:
    """`valeurs`: options given once, with a value; the others are in `problemes`."""

    positions: list[str] = field(default_factory=list)
    valeurs: dict[str, str] = field(default_factory=dict)
    problemes: list[Probleme] = field(default_factory=list)

    def refuser(self, option: str, motif: str) -> None:
        """Forget the value of the option and say why."""
        self.valeurs.pop(option, None)
        self.problemes.append(Probleme(FICHIER, 0, option, motif))

    def est_refusee(self, option: str) -> bool:
        return any(probleme.colonne == option for probleme in self.problemes)


def separer(arguments: Sequence[str], *, permises: Collection[str], obligatoires: Collection[str]) -> Arguments:
    """`--option valeur` or `--option=valeur`. A repeated option is refused once, its values are not examined."""
    lus, vues = Arguments(), Counter[str]()
    reste = list(arguments)
    while reste:
        mot = reste.pop(0)
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


def est_inscriptible(chemin: Path) -> bool:
    """Whether a file may be written there."""
    return bool(chemin.name) and not chemin.is_dir() and chemin.parent.is_dir() and os.access(chemin.parent, os.W_OK)
