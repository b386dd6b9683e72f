"""The eco-map of a young person on a day: who and what is around them, on four rings, and the ties; two days compared.

Source: U. Bronfenbrenner, « The Ecology of Human Development » (1979): microsystem, mesosystem, exosystem, macrosystem. The words shown are this
project's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from maillage.socle.domain.texte import plier

JEUNE = ""
"""The key of the young person in a tie."""


class Anneau(StrEnum):
    MICRO = "MICRO"
    MESO = "MESO"
    EXO = "EXO"
    MACRO = "MACRO"


LIBELLES_ANNEAUX: dict[Anneau, str] = {
    Anneau.MICRO: "Avec moi tous les jours",
    Anneau.MESO: "Ce qui relie mes lieux",
    Anneau.EXO: "Ce qui compte sans que j'y sois",
    Anneau.MACRO: "La société autour de nous",
}
AIDES_ANNEAUX: dict[Anneau, str] = {
    Anneau.MICRO: "Microsystème : la famille, la classe, le groupe, les amis, le club.",
    Anneau.MESO: "Mésosystème : les rencontres entre ces lieux (équipe de suivi, échanges entre l'école et la famille).",
    Anneau.EXO: "Exosystème : le travail des parents, le voisinage, les décisions d'un service.",
    Anneau.MACRO: "Macrosystème : les droits, la culture, la langue, les croyances, le regard des autres.",
}


class GenreElement(StrEnum):
    PERSONNE = "PERSONNE"
    LIEU = "LIEU"
    GROUPE = "GROUPE"
    SERVICE = "SERVICE"
    AUTRE = "AUTRE"


LIBELLES_GENRES: dict[GenreElement, str] = {
    GenreElement.PERSONNE: "Personne",
    GenreElement.LIEU: "Lieu",
    GenreElement.GROUPE: "Groupe",
    GenreElement.SERVICE: "Service ou partenaire",
    GenreElement.AUTRE: "Autre chose (animal, idée, règle…)",
}


class ForceLien(StrEnum):
    FRAGILE = "FRAGILE"
    MOYEN = "MOYEN"
    FORT = "FORT"


LIBELLES_FORCES: dict[ForceLien, str] = {
    ForceLien.FRAGILE: "Fragile",
    ForceLien.MOYEN: "Moyen",
    ForceLien.FORT: "Fort",
}
FORCES: dict[ForceLien, int] = {force: rang for rang, force in enumerate(ForceLien, start=1)}


class NatureLien(StrEnum):
    SOUTIEN = "SOUTIEN"
    TENSION = "TENSION"
    ROMPU = "ROMPU"


LIBELLES_NATURES: dict[NatureLien, str] = {
    NatureLien.SOUTIEN: "Qui fait du bien",
    NatureLien.TENSION: "Compliqué, tendu",
    NatureLien.ROMPU: "Coupé",
}


class SensLien(StrEnum):
    """Who gives to whom, the first end of the tie being the person or thing it is written under."""

    DONNE = "DONNE"
    RECOIT = "RECOIT"
    DEUX = "DEUX"
    SANS = "SANS"


@dataclass(frozen=True)
class ElementCarte:
    """Someone or something on the map. `cle` follows it from one day to the other."""

    cle: str
    nom: str
    genre: GenreElement
    anneau: Anneau
    note: str = ""


@dataclass(frozen=True)
class LienCarte:
    """A tie between an element and the young person (JEUNE) or another element."""

    de: str
    vers: str
    force: ForceLien
    nature: NatureLien
    sens: SensLien

    @property
    def paire(self) -> frozenset[str]:
        return frozenset((self.de, self.vers))


@dataclass(frozen=True)
class CarteDuJour:
    """The map as it is on one day."""

    elements: tuple[ElementCarte, ...] = ()
    liens: tuple[LienCarte, ...] = ()

    def nom(self, cle: str, jeune: str) -> str:
        """Return the name of an end of a tie."""
        return jeune if cle == JEUNE else next((un.nom for un in self.elements if un.cle == cle), "?")

    def du_jeune(self, cle: str) -> LienCarte | None:
        """Return the tie of an element with the young person."""
        return next((lien for lien in self.liens if lien.paire == {cle, JEUNE}), None)

    def comptes(self) -> dict[Anneau, int]:
        """Return how many elements each ring holds."""
        return {anneau: sum(un.anneau is anneau for un in self.elements) for anneau in Anneau}


@dataclass(frozen=True)
class ChangementCarte:
    """What is different between two days, as a sentence; `genre` is « arrive », « part » or « change »."""

    genre: str
    phrase: str


def ecrire_lien(lien: LienCarte, noms: Mapping[str, str]) -> str:
    """Tell a tie in words: « lien fort, qui fait du bien ; Mamie aide Noé »."""
    de, vers = noms[lien.de], noms[lien.vers]
    sens = {
        SensLien.DONNE: f"{de} apporte à {vers}",
        SensLien.RECOIT: f"{vers} apporte à {de}",
        SensLien.DEUX: "chacun apporte à l'autre",
        SensLien.SANS: "",
    }[lien.sens]
    qualites = f"lien {LIBELLES_FORCES[lien.force].lower()}, {LIBELLES_NATURES[lien.nature].lower()}"
    if lien.nature is NatureLien.ROMPU:
        return "lien coupé"
    return f"{qualites} ; {sens}" if sens else qualites


def noms_de(*cartes: CarteDuJour, jeune: str) -> dict[str, str]:
    """Return the name of every end of a tie, the latest map having the last word."""
    return {JEUNE: jeune} | {un.cle: un.nom for carte in cartes for un in carte.elements}


def comparer_cartes(avant: CarteDuJour, apres: CarteDuJour, *, jeune: str) -> list[ChangementCarte]:
    """Say what changed between two days: who came, who left, who changed ring, which ties were made, broken or changed."""
    noms = noms_de(avant, apres, jeune=jeune)
    anciens = {un.cle: un for un in avant.elements}
    nouveaux = {un.cle: un for un in apres.elements}
    changements = [
        ChangementCarte("arrive", f"{un.nom} est maintenant sur la carte ({LIBELLES_ANNEAUX[un.anneau].lower()}).")
        for cle, un in nouveaux.items()
        if cle not in anciens
    ]
    changements += [
        ChangementCarte("part", f"{un.nom} n'est plus sur la carte.")
        for cle, un in anciens.items()
        if cle not in nouveaux
    ]
    for cle in (cle for cle in anciens if cle in nouveaux):
        ancien, nouveau = anciens[cle].anneau, nouveaux[cle].anneau
        if ancien is not nouveau:
            ou = f"de « {LIBELLES_ANNEAUX[ancien].lower()} » à « {LIBELLES_ANNEAUX[nouveau].lower()} »"
            changements.append(ChangementCarte("change", f"{nouveaux[cle].nom} passe {ou}."))
    restes = anciens.keys() & nouveaux.keys() | {JEUNE}
    return changements + _liens_changes(avant.liens, apres.liens, noms, restes)


def _liens_changes(
    avant: Iterable[LienCarte], apres: Iterable[LienCarte], noms: Mapping[str, str], restes: Iterable[str]
) -> list[ChangementCarte]:
    """Ties between those who are there both days; a coming or a departure already tells the others."""
    communs = frozenset(restes)
    anciens = {lien.paire: lien for lien in avant if lien.paire <= communs}
    nouveaux = {lien.paire: lien for lien in apres if lien.paire <= communs}
    changements = []
    for paire in [*anciens, *(paire for paire in nouveaux if paire not in anciens)]:
        ancien, nouveau = anciens.get(paire), nouveaux.get(paire)
        if ancien == nouveau:
            continue
        connu = nouveau or ancien
        assert connu is not None
        entre = f"{noms[connu.de]} et {noms[connu.vers]}"
        if ancien is None:
            changements.append(ChangementCarte("arrive", f"Nouveau lien entre {entre} : {ecrire_lien(connu, noms)}."))
        elif nouveau is None:
            changements.append(ChangementCarte("part", f"Il n'y a plus de lien noté entre {entre}."))
        else:
            de, vers = ecrire_lien(ancien, noms), ecrire_lien(nouveau, noms)
            changements.append(ChangementCarte("change", f"Entre {entre} : avant, {de} ; maintenant, {vers}."))
    return changements


def homonymes(nom: str, elements: Iterable[ElementCarte]) -> list[ElementCarte]:
    """Return the elements that bear the same name, accents and case aside: most often the same one written twice."""
    cherche = plier(nom)
    return [un for un in elements if plier(un.nom) == cherche]
