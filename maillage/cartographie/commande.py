"""`maillage cartographie NOM …`: finds the territory command and turns its refusals into lines and exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from maillage.cartographie.lecture.tables import EntreeRefuseeError

CODE_REFUS = 2
COMMANDES = {
    "temps": "maillage.cartographie.commandes.temps",
    "acces": "maillage.cartographie.commandes.acces",
    "implantation": "maillage.cartographie.commandes.implantation",
    "interlocuteurs": "maillage.cartographie.commandes.interlocuteurs",
    "tournees": "maillage.cartographie.tournees.commande",
}
USAGE = f"maillage cartographie {{{'|'.join(COMMANDES)}}} …\n"


def executer(arguments: Sequence[str]) -> int:
    """Exit status: 0 when the result is written, 2 when nothing is."""
    nom, *reste = arguments or ("--help",)
    if nom in ("-h", "--help"):
        sys.stdout.write(USAGE)
        return 0
    module = COMMANDES.get(nom)
    if module is None:
        sys.stderr.write(f"arguments:0:{nom}: commande inconnue ; {USAGE}")
        return CODE_REFUS
    commande: Callable[[Sequence[str]], int] = import_module(module).executer
    try:
        return commande(reste)
    except EntreeRefuseeError as erreur:
        sys.stderr.write(f"{erreur}\n")
        return CODE_REFUS
    except OSError as erreur:
        sys.stderr.write(f"arguments:0:--sortie: {erreur.strerror}\n")
        return CODE_REFUS
