"""The command `maillage importer finess FICHIER [--essai]`: thin, it calls the service and prints its report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from maillage.socle.acteur import ActeurSysteme
from maillage.socle.arguments import Arguments, dire_illisible, separer
from maillage.socle.domain.typographie import ecrire_nombre
from maillage.socle.tabulaire import DATE
from maillage.socle.tabulaire.types import ValeurInvalide
from maillage.structures.finess import CompteRendu, FormatInconnu, importer_finess

USAGE = "maillage importer finess FICHIER [--situation AAAA-MM-JJ] [--essai]"
AIDE = f"""{USAGE}
  FICHIER      établissements FINESS, en CSV ou en JSON, compressé ou non
  --situation  date de ce que dit le fichier, s'il ne la porte pas
  --essai      exécute tout puis défait tout, et montre le compte rendu
"""


def executer(arguments: Sequence[str]) -> int:
    """Import and print. Return 0, 1 when some records were rejected (the others entered), 2 when nothing can be read."""
    if "-h" in arguments or "--help" in arguments:
        sys.stdout.write(AIDE)
        return 0
    lus = separer(arguments, permises=("--situation",), obligatoires=(), drapeaux=("--essai",))
    situation = _situation(lus)
    if len(lus.positions) != 1:
        lus.refuser("FICHIER", f"un fichier attendu, {len(lus.positions)} donnés ; {USAGE}")
    rendu = None if lus.problemes else _importer(lus, situation)
    if rendu is None:
        return lus.dire_refus()
    sys.stdout.write(en_texte(rendu))
    return 1 if rendu.rejets else 0


def _situation(lus: Arguments) -> date | None:
    valeur = lus.valeurs.get("--situation")
    try:
        return DATE.lire(valeur) if valeur is not None else None  # type: ignore[return-value]
    except ValeurInvalide as erreur:
        lus.refuser("--situation", str(erreur))
        return None


def _importer(lus: Arguments, situation: date | None) -> CompteRendu | None:
    """The report, or None with the reason in `lus.problemes`."""
    fichier, essai = Path(lus.positions[0]), "--essai" in lus.drapeaux
    try:
        return importer_finess(ActeurSysteme("maillage importer finess"), fichier, essai=essai, situation_le=situation)
    except OSError as erreur:
        lus.refuser("FICHIER", f"{dire_illisible(erreur)} « {fichier} »")
    except FormatInconnu as erreur:
        lus.refuser("FICHIER", f"{erreur} « {fichier} »")
    return None


def en_texte(rendu: CompteRendu) -> str:
    """Return the report as lines of text."""
    entete = f"{rendu.fichier} ({rendu.format}), situation au {rendu.situation_le:%d/%m/%Y}"
    comptes = [f"  {ecrire_nombre(valeur)} {libelle}" for valeur, libelle in rendu.comptes_dits]
    fin = ["Essai : rien n'a été gardé."] if rendu.essai else []
    return "\n".join([entete, *comptes, *(ligne.en_texte() for ligne in rendu.lignes_reunies), *fin, ""])
