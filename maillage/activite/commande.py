"""`maillage compter`: arguments in, exit status out (contract, sections 1 and 1.1)."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.periode import Periode, PeriodeInvalide, bornes_du_libelle
from maillage.activite.echelle.comptage import ComptageReparti, compter_sur_grappe
from maillage.activite.echelle.grappe import GrappeIndisponible, motif_d_absence, ouvrir_grappe
from maillage.activite.moteur.dossier import ComptageDossier, compter_dossier
from maillage.activite.regles import JEUX, charger_jeu, lire_surcharges
from maillage.socle.arguments import CODE_REFUS, Arguments, avec_aide, est_inscriptible, separer
from maillage.socle.tabulaire import DATE, Probleme
from maillage.socle.tabulaire.types import ValeurInvalide

USAGE = (
    "maillage compter DOSSIER --regles {aire-2024|cnsa-2019} --periode P [--debut J --fin J] [--arrete J] "
    "[--parametres FICHIER.toml] [--grappe ADRESSE] --sortie RESULTAT.json"
)
OBLIGATOIRES = ("--regles", "--periode", "--sortie")
DATES = ("--debut", "--fin", "--arrete")
OPTIONS = (*OBLIGATOIRES, *DATES, "--parametres", "--grappe")


@dataclass(frozen=True)
class Demande:
    """Checked arguments."""

    dossier: Path
    jeu: JeuDeRegles
    periode: Periode
    parametres: Path | None
    sortie: Path
    grappe: str | None = None


class DemandeRefusee(Exception):  # noqa: N818
    """Bad argument, parameter or table; `problemes` are sorted."""

    def __init__(self, problemes: Iterable[Probleme]) -> None:
        self.problemes = sorted(set(problemes))
        super().__init__("\n".join(map(str, self.problemes)))


@avec_aide(USAGE)
def executer(arguments: Sequence[str]) -> int:
    """0 when the result is written, 2 when nothing is and each problem is a line of stderr."""
    try:
        _compter(lire_demande(arguments))
    except DemandeRefusee as erreur:
        sys.stderr.write(f"{erreur}\n")
        return CODE_REFUS
    return 0


def _compter(demande: Demande) -> None:
    """Order of the checks: arguments (already), then parameters, then tables."""
    jeu = demande.jeu
    if demande.parametres is not None:
        surcharges, problemes = lire_surcharges(demande.parametres)
        if problemes:
            raise DemandeRefusee(problemes)
        jeu = jeu.surcharge(surcharges)
    if demande.grappe is not None:
        _compter_sur_grappe(demande, demande.grappe, jeu)
        return
    comptage, problemes = compter_dossier(demande.dossier, jeu, demande.periode)
    _ecrire(demande.sortie, comptage, problemes)


def _compter_sur_grappe(demande: Demande, adresse: str, jeu: JeuDeRegles) -> None:
    """What the nodes write on their way stands beside the result, readable by this account only, and goes at the end."""
    try:
        with (
            tempfile.TemporaryDirectory(prefix=".maillage-", dir=demande.sortie.parent) as travail,
            ouvrir_grappe(adresse) as session,
        ):
            chemin = Path(travail).resolve()
            comptage, problemes = compter_sur_grappe(session, demande.dossier, jeu, demande.periode, travail=chemin)
            _ecrire(demande.sortie, comptage, problemes)
    except GrappeIndisponible as erreur:
        raise DemandeRefusee([Probleme("arguments", 0, "--grappe", str(erreur))]) from None


def _ecrire(sortie: Path, comptage: ComptageDossier | ComptageReparti | None, problemes: list[Probleme]) -> None:
    if comptage is None:
        raise DemandeRefusee(problemes)
    try:
        ecrire_d_un_bloc(sortie, comptage.morceaux_json())
    except OSError as erreur:
        raise DemandeRefusee(
            [Probleme("arguments", 0, "--sortie", f"écriture impossible ({erreur.strerror})")]
        ) from None


def ecrire_d_un_bloc(chemin: Path, morceaux: Iterable[str]) -> None:
    """The file appears complete or not at all: written aside, then renamed."""
    descripteur, provisoire = tempfile.mkstemp(prefix=f".{chemin.name}.", dir=chemin.parent)
    try:
        with os.fdopen(descripteur, "w", encoding="utf-8", newline="\n") as flux:
            flux.writelines(morceaux)
        Path(provisoire).chmod(0o644)
        Path(provisoire).replace(chemin)
    except BaseException:
        Path(provisoire).unlink(missing_ok=True)
        raise


def lire_demande(arguments: Sequence[str]) -> Demande:
    """Raises `DemandeRefusee` with every problem of the arguments."""
    lus = separer(arguments, permises=OPTIONS, obligatoires=OBLIGATOIRES)
    if len(lus.positions) != 1:
        lus.refuser("DOSSIER", f"un dossier attendu, {len(lus.positions)} donnés ; {USAGE}")
    if (regles := lus.valeurs.get("--regles", JEUX[0])) not in JEUX:
        lus.refuser("--regles", f"« {regles} » n'est pas permis, attendu : {', '.join(JEUX)}")
    dates = {option: _date(lus, option) for option in DATES}
    _controler_bornes(lus, dates)
    _controler_periode(lus)
    sortie = Path(lus.valeurs.get("--sortie", ""))
    if "--sortie" in lus.valeurs and not est_inscriptible(sortie):
        lus.refuser("--sortie", f"« {sortie} » ne peut pas être écrit")
    if "--grappe" in lus.valeurs and (motif := motif_d_absence(lus.valeurs["--grappe"])):
        lus.refuser("--grappe", motif)
    if lus.problemes:
        raise DemandeRefusee(lus.problemes)
    debut, fin, arrete = (dates[option] for option in DATES)
    return Demande(
        dossier=Path(lus.positions[0]),
        jeu=charger_jeu(regles),
        periode=Periode.depuis_libelle(lus.valeurs["--periode"], debut=debut, fin=fin, arrete=arrete),
        parametres=Path(lus.valeurs["--parametres"]) if "--parametres" in lus.valeurs else None,
        sortie=sortie,
        grappe=lus.valeurs.get("--grappe"),
    )


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


def _controler_bornes(lus: Arguments, dates: dict[str, date | None]) -> None:
    """Both or none; an option refused for itself is not also missing."""
    debut, fin = dates["--debut"], dates["--fin"]
    if debut is not None and fin is not None:
        if fin < debut:
            lus.refuser("--fin", "la fin précède le début")
        return
    for option, autre in (("--debut", fin), ("--fin", debut)):
        if autre is not None and not lus.est_refusee(option):
            lus.refuser(option, "les deux bornes vont ensemble")


def _controler_periode(lus: Arguments) -> None:
    try:
        bornes_du_libelle(lus.valeurs.get("--periode", "2000"))
    except PeriodeInvalide as erreur:
        lus.refuser("--periode", str(erreur))
