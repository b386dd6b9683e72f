"""`maillage importer ics`: a personal calendar into the agenda of a professional, through the imports of the ledger."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from maillage.agenda.imports.commande import en_texte
from maillage.agenda.imports.domain.reglages import PROFESSIONNEL
from maillage.agenda.imports.readers import ICS, FichierIllisible, deviner_format
from maillage.agenda.imports.services import ErreurImport, importer_fichier
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.arguments import CODE_REFUS, Arguments, avec_aide, dire_illisible, separer
from maillage.socle.tabulaire import Probleme
from maillage.structures.selectors import dispositifs_du_professionnel, professionnel_par_identifiant

USAGE = "maillage importer ics FICHIER.ics --professionnel ID [--dispositif CODE] [--essai]"
ESSAI = "--essai"


@dataclass(frozen=True)
class Demande:
    """Checked arguments; `source` is the same for every file of one professional, so that the next one changes the first."""

    fichier: Path
    professionnel: str
    dispositif: str
    essai: bool

    @property
    def source(self) -> str:
        return f"agenda-{self.professionnel}"[:64]


@avec_aide(USAGE)
def executer(arguments: Sequence[str]) -> int:
    """0 when imported (or previewed), 1 when some lines are in error and the others entered, 2 when nothing can be."""
    lus = separer(
        arguments,
        permises=("--professionnel", "--dispositif"),
        obligatoires=("--professionnel",),
        drapeaux=(ESSAI,),
    )
    demande = lire_demande(lus)
    code = _importer(lus, demande) if demande else 0
    if lus.problemes:
        return lus.dire_refus()
    return code


def _importer(lus: Arguments, demande: Demande) -> int:
    reglages = {"proprietaire": {"type": PROFESSIONNEL, "identifiant": demande.professionnel}}
    try:
        rendu = importer_fichier(
            ActeurSysteme("maillage importer ics"),
            demande.dispositif,
            demande.source,
            demande.fichier,
            essai=demande.essai,
            reglages=reglages,
        )
    except ErreurImport as erreur:
        lus.problemes.append(Probleme(demande.fichier.name, 0, "*", erreur.message))
        return CODE_REFUS
    sys.stdout.write(en_texte(rendu))
    return 1 if rendu.erreurs else 0


def lire_demande(lus: Arguments) -> Demande | None:
    """Return the request, or None with every problem in `lus.problemes`."""
    if len(lus.positions) != 1:
        lus.refuser("FICHIER", f"un fichier attendu, {len(lus.positions)} donnés ; {USAGE}")
    else:
        _controler_fichier(lus, Path(lus.positions[0]))
    identifiant = lus.valeurs.get("--professionnel", "")
    code = _dispositif(lus, identifiant) if "--professionnel" in lus.valeurs else ""
    if lus.problemes:
        return None
    return Demande(Path(lus.positions[0]), identifiant, code, ESSAI in lus.drapeaux)


def _controler_fichier(lus: Arguments, fichier: Path) -> None:
    try:
        if deviner_format(fichier.read_bytes()) != ICS:
            lus.problemes.append(Probleme(fichier.name, 0, "*", "ce n'est pas un agenda (iCalendar)"))
    except OSError as erreur:
        lus.problemes.append(Probleme(fichier.name, 0, "*", dire_illisible(erreur)))
    except FichierIllisible as erreur:
        lus.problemes.append(Probleme(fichier.name, 0, "*", str(erreur)))


def _dispositif(lus: Arguments, identifiant: str) -> str:
    """The one asked for, else the only one where the professional works today."""
    professionnel = professionnel_par_identifiant(identifiant)
    if professionnel is None:
        lus.refuser("--professionnel", f"aucun professionnel « {identifiant} »")
        return ""
    codes = [d.code for d in dispositifs_du_professionnel(professionnel.pk, timezone.localdate())]
    voulu = lus.valeurs.get("--dispositif", codes[0] if len(codes) == 1 else "")
    if voulu in codes:
        return voulu
    ou = f"il travaille aujourd'hui dans : {', '.join(codes) or 'aucun dispositif'}"
    lus.refuser("--dispositif", f"« {voulu} » ne convient pas, {ou}" if voulu else f"à préciser, {ou}")
    return ""
