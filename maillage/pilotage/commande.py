"""`maillage restituer`: arguments in, exit status out (contract, sections 1.1 and 7)."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from maillage.pilotage.domain.publics import REGLES_PAR_DEFAUT, SEUILS
from maillage.pilotage.protection import ProtectionImpossibleError
from maillage.pilotage.restitution import Demande, DemandeRefuseeError, restituer
from maillage.socle.arguments import CODE_REFUS, Arguments, avec_aide, est_inscriptible, separer

USAGE = (
    "maillage restituer DOSSIER [--regles ID] [--periode P] [--seuil N] --public {restreint|ouvert} "
    "[--precedent TABLEAU.csv] [--journal JOURNAL.csv] --sortie TABLEAU.csv"
)
OPTIONS = ("--regles", "--periode", "--seuil", "--public", "--precedent", "--journal", "--sortie")
OBLIGATOIRES = ("--public", "--sortie")
MOTIF_PERIODE = re.compile(r"(20[0-9]{2}|2100)(-T[1-4])?")
MOTIF_SEUIL = re.compile(r"[0-9]{1,6}")


@avec_aide(USAGE)
def executer(arguments: Sequence[str]) -> int:
    """Exit status of the sub-command: 0 when the table is written, 2 when nothing is."""
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
    lus = separer(arguments, permises=OPTIONS, obligatoires=OBLIGATOIRES)
    if len(lus.positions) != 1:
        lus.refuser("DOSSIER", f"un dossier de retours attendu, {len(lus.positions)} donnés ; {USAGE}")
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
        dossier=Path(lus.positions[0]),
        sortie=Path(lus.valeurs["--sortie"]),
        seuil=seuil,
        regles=lus.valeurs.get("--regles", REGLES_PAR_DEFAUT),
        periode=periode,
        precedent=_chemin(lus.valeurs, "--precedent"),
        journal=_chemin(lus.valeurs, "--journal"),
    )


def _seuil(lus: Arguments) -> int:
    public = lus.valeurs.get("--public")
    minimum = {str(nom): seuil for nom, seuil in SEUILS.items()}.get(public or "", 0)
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
        if chemin is not None and not est_inscriptible(chemin):
            lus.refuser(option, f"« {chemin} » ne peut pas être écrit")
    sortie, journal = (_chemin(lus.valeurs, option) for option in ("--sortie", "--journal"))
    if sortie is not None and journal is not None and sortie.resolve() == journal.resolve():
        lus.refuser("--journal", "le journal, privé, ne peut pas être le tableau publié")


def _chemin(valeurs: Mapping[str, str], option: str) -> Path | None:
    return Path(valeurs[option]) if option in valeurs else None
