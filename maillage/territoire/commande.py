"""The commands `maillage importer ecoles|communes|population FICHIER`: thin, they call the services of the pages and print the report."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from maillage.socle.acteur import ActeurSysteme
from maillage.socle.arguments import Arguments, dire_illisible, separer
from maillage.socle.domain.typographie import ecrire_date_annee, ecrire_nombre
from maillage.territoire.domain.comptes_rendus import CompteRendu, comptes_dits
from maillage.territoire.imports.colonnes import lire_jour
from maillage.territoire.imports.genres import genre_connu
from maillage.territoire.imports.lecture import FichierIllisible
from maillage.territoire.imports.services import Demande, ImportRefuse, importer

AIDES = {
    "ecoles": "annuaire de l'éducation (UAI), en CSV, XLSX ou ODS, compressé ou non",
    "communes": "communes, ou code officiel géographique de l'Insee",
    "population": "population par âge de chaque commune",
}


def ecoles(arguments: Sequence[str]) -> int:
    return _executer("ecoles", arguments)


def communes(arguments: Sequence[str]) -> int:
    return _executer("communes", arguments)


def population(arguments: Sequence[str]) -> int:
    return _executer("population", arguments)


def _aide(code: str) -> str:
    return (
        f"maillage importer {code} FICHIER [--situation AAAA-MM-JJ] [--complet] [--essai]\n"
        f"  FICHIER      {AIDES[code]}\n"
        "  --situation  date de ce que dit le fichier (sans elle : aujourd'hui)\n"
        "  --complet    ferme, à cette date, ce que le fichier ne contient plus dans ses départements\n"
        "  --essai      compare sans rien écrire, et montre le compte rendu\n"
    )


def _executer(code: str, arguments: Sequence[str]) -> int:
    """Return 0, 1 when some lines were refused (the others entered), 2 when nothing can be read."""
    if "-h" in arguments or "--help" in arguments:
        sys.stdout.write(_aide(code))
        return 0
    lus = separer(arguments, permises=("--situation",), obligatoires=(), drapeaux=("--essai", "--complet"))
    situation = lire_jour(lus.valeurs.get("--situation", ""))
    if "--situation" in lus.valeurs and situation is None:
        lus.refuser("--situation", "date invalide, attendu AAAA-MM-JJ")
    if len(lus.positions) != 1:
        lus.refuser("FICHIER", f"un fichier attendu, {len(lus.positions)} donnés ; {_aide(code).splitlines()[0]}")
    rendu = None if lus.problemes else _importer(code, lus, situation)
    if rendu is None:
        return lus.dire_refus()
    return 1 if rendu.comptes["rejetes"] else 0


def _importer(code: str, lus: Arguments, situation: dt.date | None) -> CompteRendu | None:
    """The report, printed; or None with the reason in `lus.problemes`."""
    fichier, genre = Path(lus.positions[0]), genre_connu(code)
    essai, complet = "--essai" in lus.drapeaux, "--complet" in lus.drapeaux
    if genre is None or (complet and not genre.complet):
        lus.refuser("--complet", "n'a pas de sens pour ces données")
        return None
    try:
        demande = Demande(genre, fichier.name, fichier.read_bytes(), situation, complet)
        rendu, le = importer(ActeurSysteme(f"maillage importer {code}"), demande, essai=essai)
    except OSError as erreur:
        lus.refuser("FICHIER", f"{dire_illisible(erreur)} « {fichier} »")
        return None
    except (FichierIllisible, ImportRefuse) as erreur:
        lus.refuser("FICHIER", f"{erreur} « {fichier} »")
        return None
    sys.stdout.write(en_texte(rendu, fichier.name, le, essai=essai))
    return rendu


def en_texte(rendu: CompteRendu, fichier: str, le: dt.date, *, essai: bool) -> str:
    """Return the report as lines of text."""
    comptes = [f"  {ecrire_nombre(nombre)} {mot}" for nombre, mot in comptes_dits(dict(rendu.comptes))]
    remarques = [remarque.en_texte(fichier) for remarque in rendu.remarques]
    fin = ["Essai : rien n'a été gardé."] if essai else []
    return "\n".join([f"{fichier}, situation au {ecrire_date_annee(le)}", *comptes, *remarques, *fin, ""])
