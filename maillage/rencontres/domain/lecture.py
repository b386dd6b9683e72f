"""From the lines of a file of participants to registrations: which column is which, what is wrong and where.

Bad days held here: headers in other words, an encoding read twice (« Ã© »), columns shifted by one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from maillage.rencontres.domain.inscription import SaisieInscription
from maillage.socle.domain.texte import plier

COURRIEL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
TELEPHONE = re.compile(r"^\+?[\d .()-]{8,}$")
COLONNES: dict[str, tuple[str, ...]] = {
    "prenom": ("prenom", "prenoms", "first name"),
    "nom": ("nom", "nom de famille", "nom d'usage", "last name"),
    "courriel": ("courriel", "mail", "email", "e-mail", "adresse mail", "adresse e-mail", "adresse email", "mel"),
    "fonction": ("fonction", "poste", "metier", "profession", "qualite"),
    "structure": ("etablissement", "structure", "organisme", "service", "dispositif", "employeur", "association"),
    "attente": ("attente", "attentes", "vos attentes", "question", "questions"),
}
LONGUEURS = {"prenom": 80, "nom": 80, "courriel": 254, "fonction": 120, "structure": 200, "attente": 20_000}
PART_FAUSSE = 0.5
"""Beyond that share of cells that are no address under the header of the mail, columns are shifted."""


@dataclass(frozen=True)
class LigneParticipant:
    """A line of the file: its number, what it says, what is wrong (empty when nothing is)."""

    numero: int
    saisie: SaisieInscription
    defauts: tuple[str, ...] = ()


def reconnaitre_colonnes(entetes: Sequence[str], mots_des: Mapping[str, tuple[str, ...]] = COLONNES) -> dict[str, str]:
    """Return, for each of our columns that the file has, the header it wears there."""
    plies = {plier(redresser(entete)).replace("’", "'").strip(" :*"): entete for entete in entetes}
    return {
        colonne: plies[mot]
        for colonne, mots in mots_des.items()
        if (mot := next((mot for mot in mots if mot in plies), None)) is not None
    }


def refus_du_fichier(colonnes: Mapping[str, str], lignes: Sequence[Mapping[str, str]]) -> str:
    """Return why the whole file cannot be used, empty when it can."""
    manquent = [mot for mot, colonne in (("Prénom", "prenom"), ("Nom", "nom")) if colonne not in colonnes]
    if manquent:
        return f"La colonne « {' » et la colonne « '.join(manquent)} » manque : écrivez ces mots en tête de colonne."
    if "courriel" not in colonnes:
        return ""
    cellules = [ligne.get(colonnes["courriel"], "").strip() for ligne in lignes]
    remplies = [cellule for cellule in cellules if cellule]
    fausses = [cellule for cellule in remplies if not COURRIEL.match(cellule)]
    if remplies and len(fausses) / len(remplies) > PART_FAUSSE:
        return (
            f"Sous « {colonnes['courriel']} », {len(fausses)} cellules sur {len(remplies)} ne sont pas des adresses "
            f"(« {fausses[0][:40]} ») : les colonnes semblent décalées. Vérifiez les séparateurs et les en-têtes."
        )
    return ""


def lire_participant(numero: int, cellules: Mapping[str, str], colonnes: Mapping[str, str]) -> LigneParticipant:
    """Return what a line says, each defect told beside it."""
    lus = {colonne: redresser(cellules.get(entete, "")) for colonne, entete in colonnes.items()}
    defauts = [f"{mot} manque" for mot, colonne in (("le prénom", "prenom"), ("le nom", "nom")) if not lus.get(colonne)]
    adresse = lus.get("courriel", "")
    if adresse and not COURRIEL.match(adresse):
        defauts.append(f"« {adresse[:60]} » n'est pas une adresse de courriel")
    for colonne in ("prenom", "nom"):
        valeur = lus.get(colonne, "")
        if "@" in valeur or TELEPHONE.match(valeur):
            defauts.append(f"« {valeur[:60]} » n'est pas un nom : la ligne semble décalée")
    defauts += [
        f"plus de {LONGUEURS[nom]} signes sous « {colonnes[nom]} »" for nom in lus if len(lus[nom]) > LONGUEURS[nom]
    ]
    return LigneParticipant(numero, SaisieInscription(**lus), tuple(defauts))


def redresser(texte: str) -> str:
    """Return the text with « Ã© » read as « é » when it was written in UTF-8 and read as Windows-1252, spaces made one."""
    if "Ã" in texte or "Â" in texte:
        with suppress(UnicodeEncodeError, UnicodeDecodeError):
            texte = texte.encode("cp1252").decode("utf-8")
    return " ".join(texte.split())
