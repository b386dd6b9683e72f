"""The command `maillage importer finess FICHIER [--essai]`: thin, it calls the service and prints its report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from maillage.socle.acteur import ActeurSysteme
from maillage.structures.finess import CompteRendu, FormatInconnu, importer_finess


def executer(arguments: Sequence[str]) -> int:
    """Read the arguments of `maillage importer` and import. Return as `importer`, or 2 when the arguments are wrong."""
    parser = argparse.ArgumentParser(prog="maillage importer")
    configurer(parser.add_subparsers(dest="source", required=True).add_parser("finess", help="établissements FINESS"))
    return importer(parser.parse_args(arguments))


def configurer(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the FINESS import."""
    parser.add_argument("fichier", type=Path, help="CSV ou JSON FINESS, compressé ou non")
    parser.add_argument("--essai", action="store_true", help="exécute tout puis défait tout, et montre le compte rendu")
    parser.add_argument(
        "--situation",
        type=date.fromisoformat,
        metavar="AAAA-MM-JJ",
        help="date de ce que dit le fichier, s'il ne la porte pas",
    )


def importer(args: argparse.Namespace) -> int:
    """Import and print. Return 0, 1 when some records were rejected (the others entered), 2 when the file cannot be read."""
    try:
        rendu = importer_finess(
            ActeurSysteme("maillage importer finess"), args.fichier, essai=args.essai, situation_le=args.situation
        )
    except (FormatInconnu, OSError) as erreur:
        sys.stderr.write(f"{args.fichier} : {erreur}\n")
        return 2
    sys.stdout.write(en_texte(rendu))
    return 1 if rendu.rejets else 0


def en_texte(rendu: CompteRendu) -> str:
    """Return the report as lines of text."""
    entete = f"{rendu.fichier} ({rendu.format}), situation au {rendu.situation_le:%d/%m/%Y}"
    comptes = [f"  {valeur} {libelle}" for valeur, libelle in rendu.comptes_dits]
    fin = ["Essai : rien n'a été gardé."] if rendu.essai else []
    return "\n".join([entete, *comptes, *(ligne.en_texte() for ligne in rendu.lignes), *fin, ""])
