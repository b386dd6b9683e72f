"""Sets of feelings that a dispositif proposes: faces, weather, colours, own words. A feeling is a word and, if one likes, a picture."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from maillage.carte_de_vie.domain.erreurs import ErreurCarte

MOTS_MAX, LONGUEUR_MAX = 12, 40


@dataclass(frozen=True)
class RessentiPropose:
    """A feeling to choose from."""

    mot: str
    image: str = ""


@dataclass(frozen=True)
class JeuRessentis:
    """A set of feelings; `propose`: young people of the dispositif see it."""

    code: str
    libelle: str
    ressentis: tuple[RessentiPropose, ...]
    propose: bool = True


def verifier_jeux(jeux: Collection[JeuRessentis], images: Mapping[str, str]) -> tuple[JeuRessentis, ...]:
    """Return the sets once checked. Raises ErreurCarte: nothing left to choose, a word twice, a picture that does not exist."""
    if not any(jeu.propose and jeu.ressentis for jeu in jeux):
        raise ErreurCarte("Gardez au moins une série de ressentis : les jeunes n'auraient plus rien à choisir.")
    for jeu in jeux:
        mots = [un.mot.casefold() for un in jeu.ressentis]
        if len(mots) > MOTS_MAX:
            raise ErreurCarte(f"« {jeu.libelle} » : {MOTS_MAX} ressentis au plus, pour pouvoir choisir.")
        double = next((mot for mot in mots if mots.count(mot) > 1), "")
        if double:
            raise ErreurCarte(f"« {jeu.libelle} » : « {double} » est écrit deux fois.")
        inconnue = next((un.image for un in jeu.ressentis if un.image and un.image not in images), "")
        if inconnue:
            raise ErreurCarte(f"« {jeu.libelle} » : l'image « {inconnue} » n'existe pas.")
    return tuple(jeux)
