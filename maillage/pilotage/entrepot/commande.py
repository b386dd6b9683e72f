"""`maillage exporter entrepot`: one option in, a folder of Parquet files out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from maillage.pilotage.entrepot.ecriture import ecrire_entrepot
from maillage.pilotage.entrepot.tables import tables_de_l_entrepot
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.arguments import avec_aide, separer
from maillage.socle.dossiers import dossier_entier, refus_du_dossier
from maillage.socle.services import journaliser

USAGE = "maillage exporter entrepot --sortie DOSSIER"


@avec_aide(USAGE)
def executer(arguments: Sequence[str]) -> int:
    """0 when the folder is written, whole; 2 when nothing is and each problem is a line of stderr."""
    lus = separer(arguments, permises=("--sortie",), obligatoires=("--sortie",))
    if lus.positions:
        lus.refuser(lus.positions[0], f"argument inattendu ; {USAGE}")
    sortie = Path(lus.valeurs.get("--sortie", ""))
    if "--sortie" in lus.valeurs and (motif := refus_du_dossier(sortie)):
        lus.refuser("--sortie", motif)
    if lus.problemes:
        return lus.dire_refus()
    with dossier_entier(sortie) as provisoire:
        nombres = ecrire_entrepot(tables_de_l_entrepot(), provisoire)
    journaliser(ActeurSysteme("maillage exporter entrepot"), "pilotage.exporter_entrepot", details=nombres)
    sys.stdout.write("".join(f"{nom}.parquet : {nombre} lignes\n" for nom, nombre in nombres.items()))
    return 0
