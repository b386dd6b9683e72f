"""The command `maillage importer-agenda DISPOSITIF SOURCE FICHIER [--essai]`: thin, it calls the service and prints its report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from maillage.agenda.imports.domain.reglages import JEUNE, PROFESSIONNEL
from maillage.agenda.imports.services import CompteRendu, ErreurImport, importer_fichier
from maillage.socle.acteur import ActeurSysteme


def executer(arguments: Sequence[str]) -> int:
    """Import and print. Return 0, 1 when some lines are in error (the others entered), 2 when nothing can be imported."""
    parser = argparse.ArgumentParser(prog="maillage importer-agenda")
    parser.add_argument("dispositif", help="code du dispositif")
    parser.add_argument("source", help="nom de la provenance, toujours le même")
    parser.add_argument("fichier", type=Path, help="CSV, XLSX, ODS ou iCalendar")
    parser.add_argument("--essai", action="store_true", help="montre ce qui changerait, sans rien écrire")
    parser.add_argument("--complet", action="store_true", help="annule ce que le fichier ne dit plus entre ses dates")
    qui = parser.add_mutually_exclusive_group()
    qui.add_argument("--professionnel", metavar="ID", help="de qui est l'agenda iCalendar")
    qui.add_argument("--jeune", metavar="ID", help="de qui est l'agenda iCalendar")
    args = parser.parse_args(arguments)
    acteur = ActeurSysteme("maillage importer-agenda")
    try:
        rendu = importer_fichier(
            acteur, args.dispositif, args.source, args.fichier, essai=args.essai, reglages=_reglages(args)
        )
    except ErreurImport as erreur:
        sys.stderr.write(f"{args.fichier.name} : {erreur.message}\n")
        return 2
    sys.stdout.write(en_texte(rendu))
    return 1 if rendu.erreurs else 0


def _reglages(args: argparse.Namespace) -> dict[str, object]:
    reglages: dict[str, object] = {"complet": True} if args.complet else {}
    for genre in (PROFESSIONNEL, JEUNE):
        if identifiant := getattr(args, genre):
            reglages["proprietaire"] = {"type": genre, "identifiant": identifiant}
    return reglages


def en_texte(rendu: CompteRendu) -> str:
    """Return the report as lines of text."""
    comptes = (
        f"{rendu.lignes} lignes ; événements : {rendu.ajouts} ajouts, {rendu.modifications} modifications, "
        f"{rendu.annulations} annulations, {rendu.inchanges} inchangés ; {len(rendu.erreurs)} erreurs"
    )
    fin = f"Import appliqué (lot {rendu.lot_id})." if rendu.applique else "Essai : rien n'a été écrit."
    return "\n".join([comptes, *rendu.erreurs, fin, ""])
