"""`maillage cartographie tournees` (contract, section 5)."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from maillage.cartographie.arguments import Usage, lire_options
from maillage.cartographie.ecriture import ecrire, texte_json
from maillage.cartographie.tournees.calcul import calculer
from maillage.cartographie.tournees.ecriture import objet_resultat
from maillage.cartographie.tournees.lecture import lire_probleme
from maillage.cartographie.tournees.solveur.resolution import Minuterie

TEMPS_MAX = Decimal(30)
USAGE = Usage("maillage cartographie tournees PROBLEME.json [--temps-max S] --sortie R.json", ("PROBLEME",))


@dataclass(frozen=True)
class _Run:
    probleme: Path
    temps_max: Decimal
    sortie: Path


def executer(arguments: Sequence[str]) -> int:
    """0 when the result is written. Raises EntreeRefuseeError and OSError, which the `cartographie` command words."""
    debut = time.monotonic()
    if "-h" in arguments or "--help" in arguments:
        sys.stdout.write(f"{USAGE.texte}\n")
        return 0
    run = _lire_arguments(arguments)
    probleme = lire_probleme(run.probleme)
    resultat = calculer(probleme, Minuterie(time.monotonic, debut + float(run.temps_max)))
    ecrire(run.sortie, texte_json(objet_resultat(probleme, resultat)))
    return 0


def _lire_arguments(arguments: Sequence[str]) -> _Run:
    options = lire_options(arguments, USAGE)
    temps_max, sortie = options.decimal("--temps-max", TEMPS_MAX, positif=True), options.sortie()
    options.exiger()
    return _Run(options.fichiers[0], temps_max, sortie)
