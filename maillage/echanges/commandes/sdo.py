"""`maillage importer sdo`: decisions of orientation and their statuses, from a file, into a dispositif."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from maillage.agenda.domain.etat import DispositifVise
from maillage.echanges.commandes.fichier import lire_fichier
from maillage.echanges.domain.fhir.controle import valeurs
from maillage.echanges.sdo.services import RapportSdo, importer_sdo
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.arguments import Arguments, avec_aide, separer
from maillage.socle.tabulaire import Probleme
from maillage.structures.selectors import dispositif_par_code, dispositif_par_finess

USAGE = "maillage importer sdo FICHIER.json [--dispositif CODE] [--essai]"
ESSAI = "--essai"


@avec_aide(USAGE)
def importer(arguments: Sequence[str]) -> int:
    """0 when the decisions are taken (or previewed), 2 when the file is refused: one located line a fault on stderr, nothing written."""
    lus = separer(arguments, permises=("--dispositif",), obligatoires=(), drapeaux=(ESSAI,))
    if len(lus.positions) != 1:
        lus.refuser("FICHIER", f"un fichier attendu, {len(lus.positions)} donnés ; {USAGE}")
        return lus.finir()
    fichier = Path(lus.positions[0])
    lot = lire_fichier(lus, fichier)
    dispositif = _dispositif(lus, lot) if not lus.problemes else None
    if dispositif is None or lus.problemes:
        return lus.finir()
    rapport = importer_sdo(ActeurSysteme("maillage importer sdo"), dispositif, lot, essai=ESSAI in lus.drapeaux)
    if rapport.refuse:
        lus.problemes.extend(Probleme(fichier.name, 0, faute.chemin, faute.message) for faute in rapport.fautes)
        return lus.finir()
    sys.stdout.write(_en_texte(rapport))
    return 0


def _dispositif(lus: Arguments, lot: Any) -> DispositifVise | None:
    """The dispositif named, else that of the FINESS numbers that the statuses name."""
    code = lus.valeurs.get("--dispositif", "")
    if code:
        nomme = dispositif_par_code(code)
        if nomme is None:
            lus.refuser("--dispositif", f"aucun dispositif « {code} »")
        return nomme
    seul = [lot] if isinstance(lot, dict) and lot.get("resourceType") == "Task" else []
    structs = [
        *valeurs(lot, "entry.resource.input.valueIdentifier.value"),
        *valeurs(seul, "input.valueIdentifier.value"),
    ]
    numeros = sorted({str(struct)[1:] for struct in structs if str(struct).startswith("1") and len(str(struct)) == 10})
    trouve = dispositif_par_finess(numeros)
    if trouve is None:
        dits = ", ".join(numeros) or "aucun"
        lus.refuser("--dispositif", f"à préciser : aucun dispositif, ou plusieurs, pour les FINESS du fichier ({dits})")
    return trouve


def _en_texte(rapport: RapportSdo) -> str:
    """No name: the output of a command ends in logs."""
    lignes = [
        f"décision {ligne.decision} : {ligne.effet}, {ligne.positions} statuts nouveaux" for ligne in rapport.lignes
    ]
    lignes += [f"remarque : {faute}" for faute in rapport.fautes]
    return "".join(f"{ligne}\n" for ligne in lignes) or "rien de nouveau\n"
