"""`maillage restituer`: arguments in, exit status out (contract, sections 1.1 and 7)."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from maillage.pilotage.protection import ProtectionImpossibleError
from maillage.pilotage.restitution import Demande, DemandeRefuseeError, restituer
from maillage.socle.tabulaire import Probleme

USAGE = (
    "maillage restituer DOSSIER [--regles ID] [--periode P] [--seuil N] --public {restreint|ouvert} "
    "[--precedent TABLEAU.csv] [--journal JOURNAL.csv] --sortie TABLEAU.csv"
)
OPTIONS = ("--regles", "--periode", "--seuil", "--public", "--precedent", "--journal", "--sortie")
OBLIGATOIRES = ("--public", "--sortie")
SEUILS = {"restreint": 5, "ouvert": 11}
"""Smallest count of persons that each public may read (R42)."""
REGLES_PAR_DEFAUT = "aire-2024"
MOTIF_PERIODE = re.compile(r"(20[0-9]{2}|2100)(-T[1-4])?")
MOTIF_SEUIL = re.compile(r"[0-9]{1,6}")
CODE_REFUS = 2


@dataclass
class Arguments:
    """Options given once, with a value; `problemes` for the others."""

    dossier: str = ""
    valeurs: dict[str, str] = field(default_factory=dict)
    problemes: list[Probleme] = field(default_factory=list)

    def refuser(self, option: str, motif: str) -> None:
        self.problemes.append(Probleme("arguments", 0, option, motif))


def executer(arguments: Sequence[str]) -> int:
    """Exit status of the sub-command: 0 when the table is written, 2 when nothing is."""
    if "-h" in arguments or "--help" in arguments:
        sys.stdout.write(f"{USAGE}\n")
        return 0
    try:
        exclus = restituer(lire_demande(arguments))
    except DemandeRefuseeError as erreur:
        sys.stderr.write(f"{erreur}\n")
        return CODE_REFUS
    except ProtectionImpossibleError as erreur:
        sys.stderr.write(f"arguments:0:--seuil: protection impossible à ce seuil ({erreur})\n")
        return CODE_REFUS
    sys.stderr.writelines(f"exclu:{exclusion.dispositif_id}: {exclusion.motif}\n" for exclusion in exclus)
    return 0


def lire_demande(arguments: Sequence[str]) -> Demande:
    """Check every argument. Raises DemandeRefuseeError with all of their problems."""
    lus = _separer(arguments)
    for option in OBLIGATOIRES:
        if option not in lus.valeurs and all(probleme.colonne != option for probleme in lus.problemes):
            lus.refuser(option, f"option obligatoire ; {USAGE}")
    seuil = _seuil(lus)
    periode = lus.valeurs.get("--periode")
    if periode is not None and not MOTIF_PERIODE.fullmatch(periode):
        lus.refuser("--periode", f"période invalide « {periode} », attendu AAAA-T1 à AAAA-T4 ou AAAA, de 2000 à 2100")
    if lus.valeurs.get("--regles") == "":
        lus.refuser("--regles", "jeu de règles vide")
    _verifier_sorties(lus)
    if lus.problemes:
        raise DemandeRefuseeError(sorted(lus.problemes))
    return Demande(
        dossier=Path(lus.dossier),
        sortie=Path(lus.valeurs["--sortie"]),
        seuil=seuil,
        regles=lus.valeurs.get("--regles", REGLES_PAR_DEFAUT),
        periode=periode,
        precedent=_chemin(lus.valeurs, "--precedent"),
        journal=_chemin(lus.valeurs, "--journal"),
    )


def _separer(arguments: Sequence[str]) -> Arguments:
    lus = Arguments()
    vues: Counter[str] = Counter()
    reste = list(arguments)
    positions: list[str] = []
    while reste:
        mot = reste.pop(0)
        if not mot.startswith("--"):
            positions.append(mot)
            continue
        option, egal, valeur = mot.partition("=")
        vues[option] += 1
        if not egal and reste and not reste[0].startswith("--"):
            egal, valeur = "=", reste.pop(0)
        if egal:
            lus.valeurs[option] = valeur
        elif vues[option] == 1:
            lus.refuser(option, "valeur absente")
    _verifier_options(lus, vues)
    if len(positions) != 1:
        lus.refuser("DOSSIER", f"un dossier de retours attendu, {len(positions)} donnés ; {USAGE}")
    lus.dossier = next(iter(positions), "")
    return lus


def _verifier_options(lus: Arguments, vues: Mapping[str, int]) -> None:
    """An unknown or repeated option is said once, and its values are not looked at."""
    for option, nombre in vues.items():
        motif = "option inconnue" if option not in OPTIONS else "option répétée" if nombre > 1 else ""
        if motif:
            lus.valeurs.pop(option, None)
            lus.problemes = [probleme for probleme in lus.problemes if probleme.colonne != option]
            lus.refuser(option, motif)


def _seuil(lus: Arguments) -> int:
    public = lus.valeurs.get("--public")
    minimum = SEUILS.get(public or "", 0)
    if public is not None and not minimum:
        lus.refuser("--public", f"« {public} » n'est pas permis, attendu : {', '.join(SEUILS)}")
    texte = lus.valeurs.get("--seuil")
    if texte is None:
        return minimum
    if not MOTIF_SEUIL.fullmatch(texte):
        lus.refuser("--seuil", f"seuil invalide « {texte} », attendu un entier")
    elif int(texte) < minimum:
        lus.refuser("--seuil", f"{texte} est sous le seuil de ce public ({minimum})")
    else:
        return int(texte)
    return minimum


def _verifier_sorties(lus: Arguments) -> None:
    for option in ("--sortie", "--journal"):
        chemin = _chemin(lus.valeurs, option)
        if chemin is not None and not _peut_ecrire(chemin):
            lus.refuser(option, f"« {chemin} » ne peut pas être écrit")
    sortie, journal = (_chemin(lus.valeurs, option) for option in ("--sortie", "--journal"))
    if sortie is not None and journal is not None and sortie.resolve() == journal.resolve():
        lus.refuser("--journal", "le journal, privé, ne peut pas être le tableau publié")


def _peut_ecrire(chemin: Path) -> bool:
    return bool(chemin.name) and not chemin.is_dir() and chemin.parent.is_dir() and os.access(chemin.parent, os.W_OK)


def _chemin(valeurs: Mapping[str, str], option: str) -> Path | None:
    return Path(valeurs[option]) if option in valeurs else None
