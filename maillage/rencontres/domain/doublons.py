"""The same person registered twice under two spellings: found here, merged by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from maillage.socle.domain.texte import plier

PROCHE = 0.84
"""From this likeness of names, two registrations are shown side by side. Chosen on invented spellings; shown, never acted upon."""


@dataclass(frozen=True)
class PersonneInscrite:
    """What tells a person: key of the registration, first name, name, mail, establishment."""

    cle: int
    prenom: str
    nom: str
    courriel: str
    structure: str


def cle_de_personne(prenom: str, nom: str) -> str:
    """Return the name folded, words in order: « Le Guén Éric » and « eric LE-GUEN » give the same."""
    mots = plier(f"{prenom} {nom}").replace("-", " ").replace("'", " ").replace("’", " ").split()
    return " ".join(sorted(mots))[:160]


def se_ressemblent(une: PersonneInscrite, autre: PersonneInscrite) -> bool:
    """Tell whether two registrations may be of one person."""
    noms = cle_de_personne(une.prenom, une.nom), cle_de_personne(autre.prenom, autre.nom)
    if noms[0] == noms[1]:
        return True
    ressemblance = SequenceMatcher(None, *noms).ratio()
    if une.courriel and une.courriel.lower() == autre.courriel.lower():
        return ressemblance >= 0.6
    return ressemblance >= PROCHE and une.structure == autre.structure


def paires_proches(personnes: Sequence[PersonneInscrite]) -> list[tuple[int, int]]:
    """Return the pairs of keys that may be one person; only people of one establishment, of one mail or of one name are compared."""
    groupes: dict[str, list[PersonneInscrite]] = {}
    for personne in personnes:
        cles = {f"s {personne.structure}", f"n {cle_de_personne(personne.prenom, personne.nom)}"}
        if personne.courriel:
            cles.add(f"c {personne.courriel.lower()}")
        for cle in cles:
            groupes.setdefault(cle, []).append(personne)
    trouvees = {
        (min(une.cle, autre.cle), max(une.cle, autre.cle))
        for groupe in groupes.values()
        for une, autre in combinations(groupe, 2)
        if se_ressemblent(une, autre)
    }
    return sorted(trouvees)
