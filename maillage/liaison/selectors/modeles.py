"""A version of the form, read for people: each field with who receives it, and what two versions do not share."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.liaison.domain.modele import ChampFiche, ModeleFiche
from maillage.liaison.referentiels import destinataires


@dataclass(frozen=True)
class ChampLu:
    """A field, its kind of data, the recipients that receive it by right, and those that a consent may open."""

    champ: ChampFiche
    genre: str
    de_droit: list[str]
    sur_accord: list[str]


@dataclass(frozen=True)
class Ecart:
    """What a version adds to, and takes from, another one, as labels."""

    ajoutes: list[str]
    retires: list[str]


def lire_modele(modele: ModeleFiche) -> list[tuple[str, list[ChampLu]]]:
    """Return the fields by block."""
    genres = {genre.code: genre.libelle for genre in modele.genres}
    return [(bloc, [_lire(champ, genres, modele) for champ in champs]) for bloc, champs in modele.par_blocs() if champs]


def comparer_au_modele(reference: ModeleFiche, autre: ModeleFiche) -> Ecart:
    """Return how a version differs from the reference."""
    anciens = {champ.code: champ.libelle for champ in reference.champs}
    nouveaux = {champ.code: champ.libelle for champ in autre.champs}
    return Ecart(
        ajoutes=[libelle for code, libelle in nouveaux.items() if code not in anciens],
        retires=[libelle for code, libelle in anciens.items() if code not in nouveaux],
    )


def _lire(champ: ChampFiche, genres: dict[str, str], modele: ModeleFiche) -> ChampLu:
    codes = modele.codes()
    return ChampLu(
        champ,
        genres[champ.genre],
        [un.libelle for un in destinataires() if champ.code in un.champs_de_droit(codes)],
        [un.libelle for un in destinataires() if champ.code in un.sur_accord],
    )
