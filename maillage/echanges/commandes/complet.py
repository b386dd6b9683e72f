"""`maillage exporter complet` and `maillage importer complet`: everything of a dispositif, out and in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from maillage.echanges.depart.archive import ArchiveRefusee
from maillage.echanges.services.depart import exporter_complet, importer_complet
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.arguments import avec_aide, dire_illisible, est_inscriptible, separer
from maillage.socle.pieces.erreurs import ErreurPiece
from maillage.socle.tabulaire import Probleme
from maillage.structures.selectors import dispositif_par_code

USAGE_EXPORT = "maillage exporter complet --dispositif CODE --sortie ARCHIVE.zip"
USAGE_IMPORT = "maillage importer complet ARCHIVE.zip [--essai]"
ESSAI = "--essai"


@avec_aide(USAGE_EXPORT)
def exporter(arguments: Sequence[str]) -> int:
    """0 when the archive is written, whole; 2 when nothing is and each problem is a line of stderr."""
    obligatoires = ("--dispositif", "--sortie")
    lus = separer(arguments, permises=obligatoires, obligatoires=obligatoires)
    if lus.positions:
        lus.refuser(lus.positions[0], f"argument inattendu ; {USAGE_EXPORT}")
    code, sortie = lus.valeurs.get("--dispositif", ""), Path(lus.valeurs.get("--sortie", ""))
    dispositif = dispositif_par_code(code)
    if dispositif is None and "--dispositif" in lus.valeurs:
        lus.refuser("--dispositif", f"aucun dispositif « {code} »")
    if "--sortie" in lus.valeurs and (sortie.exists() or not est_inscriptible(sortie)):
        lus.refuser("--sortie", f"« {sortie} » existe déjà ou ne peut pas être écrit")
    if dispositif is not None and not lus.problemes:
        try:
            export = exporter_complet(ActeurSysteme("maillage exporter complet"), dispositif)
            provisoire = sortie.with_name(f".{sortie.name}.partiel")
            provisoire.touch(mode=0o600)
            provisoire.write_bytes(export.archive)
            provisoire.replace(sortie)
        except ErreurPiece as perdue:
            lus.refuser("--dispositif", str(perdue))
        except OSError as erreur:
            lus.refuser("--sortie", f"écriture impossible ({erreur.strerror})")
        else:
            sys.stdout.write("".join(f"{nom} : {nombre}\n" for nom, nombre in sorted(export.lignes.items()) if nombre))
    return lus.finir()


@avec_aide(USAGE_IMPORT)
def importer(arguments: Sequence[str]) -> int:
    """0 when the archive is written (or tried), 2 when it is refused: nothing is then written."""
    lus = separer(arguments, permises=(), obligatoires=(), drapeaux=(ESSAI,))
    if len(lus.positions) != 1:
        lus.refuser("ARCHIVE", f"un fichier attendu, {len(lus.positions)} donnés ; {USAGE_IMPORT}")
        return lus.finir()
    fichier = Path(lus.positions[0])
    try:
        with fichier.open("rb") as ouvert:
            bilans = importer_complet(ActeurSysteme("maillage importer complet"), ouvert, essai=ESSAI in lus.drapeaux)
    except OSError as erreur:
        lus.problemes.append(Probleme(fichier.name, 0, "*", dire_illisible(erreur)))
    except ArchiveRefusee as refus:
        membre, _, ligne = refus.membre.partition(":")
        lus.problemes.append(Probleme(fichier.name, int(ligne or 0), membre, refus.message))
    else:
        sys.stdout.write(
            "".join(
                f"{b.nature} : {b.crees} créés, {b.identiques} déjà là\n" for b in bilans if b.crees or b.identiques
            )
        )
    return lus.finir()
