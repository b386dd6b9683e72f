"""`maillage exporter tables`: arguments in, a folder out, exit status 2 with placed lines when something is wrong."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from maillage.activite.domain.periode import Periode, PeriodeInvalide
from maillage.agenda.domain.etat import DispositifVise
from maillage.echanges.domain.periodes import TOUT, fenetre
from maillage.echanges.services import DossierIncoherent, exporter_tables
from maillage.echanges.services.tables import deplier
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.arguments import Arguments, avec_aide, separer
from maillage.socle.dossiers import dossier_entier, refus_du_dossier
from maillage.socle.tabulaire import DATE
from maillage.socle.tabulaire.types import ValeurInvalide
from maillage.structures.selectors import dispositif_par_code

USAGE = "maillage exporter tables --dispositif CODE [--periode P | --debut J --fin J] --sortie DOSSIER"
OBLIGATOIRES = ("--dispositif", "--sortie")
BORNES = ("--debut", "--fin")


@dataclass(frozen=True)
class Demande:
    """Checked arguments."""

    dispositif: DispositifVise
    periode: Periode
    sortie: Path


@avec_aide(USAGE)
def executer(arguments: Sequence[str]) -> int:
    """0 when the folder is written, whole; 2 when nothing is and each problem is a line of stderr."""
    lus = separer(arguments, permises=(*OBLIGATOIRES, *BORNES, "--periode"), obligatoires=OBLIGATOIRES)
    demande = lire_demande(lus)
    if demande is not None:
        _exporter(lus, demande)
    return lus.finir()


def _exporter(lus: Arguments, demande: Demande) -> None:
    try:
        export = exporter_tables(ActeurSysteme("maillage exporter tables"), demande.dispositif, demande.periode)
        ecrire_dossier(export.archive, demande.sortie)
    except DossierIncoherent as erreur:
        lus.problemes.extend(erreur.problemes)
    except OSError as erreur:
        lus.refuser("--sortie", f"écriture impossible ({erreur.strerror})")
    else:
        sys.stdout.write("".join(f"{nom}.csv : {nombre} lignes\n" for nom, nombre in export.lignes.items()))


def ecrire_dossier(archive: bytes, sortie: Path) -> None:
    """The folder appears complete or not at all."""
    with dossier_entier(sortie) as provisoire:
        deplier(archive, provisoire)


def lire_demande(lus: Arguments) -> Demande | None:
    """Return the request, or None with every problem in `lus.problemes`."""
    if lus.positions:
        lus.refuser(lus.positions[0], f"argument inattendu ; {USAGE}")
    code = lus.valeurs.get("--dispositif", "")
    dispositif = dispositif_par_code(code)
    if dispositif is None and "--dispositif" in lus.valeurs:
        lus.refuser("--dispositif", f"aucun dispositif « {code} »")
    periode = _periode(lus)
    sortie = Path(lus.valeurs.get("--sortie", ""))
    if "--sortie" in lus.valeurs and (motif := refus_du_dossier(sortie)):
        lus.refuser("--sortie", motif)
    if lus.problemes or dispositif is None or periode is None:
        return None
    return Demande(dispositif, periode, sortie)


def _periode(lus: Arguments) -> Periode | None:
    """A label, two days, or everything."""
    debut, fin = (_date(lus, option) for option in BORNES)
    libelle = lus.valeurs.get("--periode")
    if libelle is not None and (debut or fin):
        lus.refuser("--periode", "donnez une période ou deux dates, pas les deux")
        return None
    for option, absente, autre in (("--debut", debut is None, fin), ("--fin", fin is None, debut)):
        if absente and autre is not None and not lus.est_refusee(option):
            lus.refuser(option, "les deux bornes vont ensemble")
    option = "--periode" if libelle is not None else "--fin"
    try:
        if libelle is not None:
            return Periode.depuis_libelle(libelle)
        return fenetre(debut, fin) if debut and fin else TOUT
    except PeriodeInvalide as erreur:
        lus.refuser(option, str(erreur))
        return None


def _date(lus: Arguments, option: str) -> date | None:
    texte = lus.valeurs.get(option)
    if texte is None:
        return None
    try:
        valeur = DATE.lire(texte)
    except ValeurInvalide as erreur:
        lus.refuser(option, str(erreur))
        return None
    return valeur if isinstance(valeur, date) else None
