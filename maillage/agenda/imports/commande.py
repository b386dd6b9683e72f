"""The command `maillage importer-agenda DISPOSITIF SOURCE FICHIER [--essai]`: thin, it calls the service and prints its report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from maillage.agenda.imports.domain.reglages import JEUNE, PROFESSIONNEL
from maillage.agenda.imports.services import CompteRendu, ErreurImport, importer_fichier
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.arguments import Arguments, avec_aide, separer
from maillage.socle.domain.typographie import ecrire_compte

USAGE = "maillage importer-agenda DISPOSITIF SOURCE FICHIER [--professionnel ID | --jeune ID] [--complet] [--essai]"
AIDE = f"""{USAGE}
  DISPOSITIF       code du dispositif
  SOURCE           nom de la provenance, toujours le même
  FICHIER          CSV, XLSX, ODS ou iCalendar
  --professionnel  de qui est l'agenda iCalendar
  --jeune          de qui est l'agenda iCalendar
  --complet        annule ce que le fichier ne dit plus entre ses dates
  --essai          montre ce qui changerait, sans rien écrire
"""
PROPRIETAIRES = {"--professionnel": PROFESSIONNEL, "--jeune": JEUNE}
POSITIONS = 3


@avec_aide(AIDE)
def executer(arguments: Sequence[str]) -> int:
    """Import and print. Return 0, 1 when some lines are in error (the others entered), 2 when nothing can be imported."""
    lus = separer(arguments, permises=tuple(PROPRIETAIRES), obligatoires=(), drapeaux=("--essai", "--complet"))
    if len(lus.positions) != POSITIONS:
        lus.refuser("FICHIER", f"un dispositif, une source et un fichier attendus, {len(lus.positions)} mots ; {USAGE}")
    if PROPRIETAIRES.keys() <= lus.valeurs.keys():
        lus.refuser("--jeune", "ne va pas avec --professionnel : un agenda est à une seule personne")
    rendu = None if lus.problemes else _importer(lus)
    if rendu is None:
        return lus.dire_refus()
    sys.stdout.write(en_texte(rendu))
    return 1 if rendu.erreurs else 0


def _importer(lus: Arguments) -> CompteRendu | None:
    """The report, or None with the reason in `lus.problemes`."""
    dispositif, source, fichier = lus.positions
    try:
        return importer_fichier(
            ActeurSysteme("maillage importer-agenda"),
            dispositif,
            source,
            Path(fichier),
            essai="--essai" in lus.drapeaux,
            reglages=_reglages(lus),
        )
    except ErreurImport as erreur:
        lus.refuser("FICHIER", erreur.message)
        return None


def _reglages(lus: Arguments) -> dict[str, object]:
    reglages: dict[str, object] = {"complet": True} if "--complet" in lus.drapeaux else {}
    for option, genre in PROPRIETAIRES.items():
        if identifiant := lus.valeurs.get(option):
            reglages["proprietaire"] = {"type": genre, "identifiant": identifiant}
    return reglages


def en_texte(rendu: CompteRendu) -> str:
    """Return the report as lines of text."""
    mots = (
        (rendu.ajouts, "ajout"),
        (rendu.modifications, "modification"),
        (rendu.annulations, "annulation"),
        (rendu.inchanges, "inchangé"),
    )
    evenements = ", ".join(ecrire_compte(nombre, mot) for nombre, mot in mots)
    comptes = f"{ecrire_compte(rendu.lignes, 'ligne')} ; événements : {evenements} ; "
    comptes += ecrire_compte(len(rendu.erreurs), "erreur")
    fin = f"Import appliqué (lot {rendu.lot_id})." if rendu.applique else "Essai : rien n'a été écrit."
    return "\n".join([comptes, *rendu.erreurs, fin, ""])
