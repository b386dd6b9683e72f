"""The few words of a carte de vie: kinds of places, ways of going, who drew, who looks. Each kind has its pictogram: a word never stands alone."""

from __future__ import annotations

from enum import StrEnum


class GenreLieu(StrEnum):
    """What a place is, in the words of a child."""

    MAISON = "MAISON"
    FAMILLE = "FAMILLE"
    ECOLE = "ECOLE"
    ACCUEIL = "ACCUEIL"
    AMIS = "AMIS"
    SPORT = "SPORT"
    LOISIR = "LOISIR"
    SOIN = "SOIN"
    DEHORS = "DEHORS"
    TRAVAIL = "TRAVAIL"
    AUTRE = "AUTRE"


LIBELLES_GENRES: dict[GenreLieu, str] = {
    GenreLieu.MAISON: "Une maison",
    GenreLieu.FAMILLE: "Chez quelqu'un de la famille",
    GenreLieu.ECOLE: "L'école, le collège",
    GenreLieu.ACCUEIL: "Le dispositif, le lieu d'accueil",
    GenreLieu.AMIS: "Chez des copains",
    GenreLieu.SPORT: "Le sport",
    GenreLieu.LOISIR: "Les jeux, la musique, les loisirs",
    GenreLieu.SOIN: "Les soins",
    GenreLieu.DEHORS: "Dehors",
    GenreLieu.TRAVAIL: "Le travail, le stage",
    GenreLieu.AUTRE: "Autre chose",
}
IMAGES_GENRES: dict[GenreLieu, str] = {
    GenreLieu.MAISON: "maison",
    GenreLieu.FAMILLE: "famille",
    GenreLieu.ECOLE: "ecole",
    GenreLieu.ACCUEIL: "equipe",
    GenreLieu.AMIS: "copains",
    GenreLieu.SPORT: "foot",
    GenreLieu.LOISIR: "jeu",
    GenreLieu.SOIN: "soignant",
    GenreLieu.DEHORS: "arbre",
    GenreLieu.TRAVAIL: "travail",
    GenreLieu.AUTRE: "etoile",
}


class MoyenTrajet(StrEnum):
    """How one goes from a place to another."""

    PIED = "PIED"
    VELO = "VELO"
    VOITURE = "VOITURE"
    BUS = "BUS"
    TRAIN = "TRAIN"
    AUTRE = "AUTRE"


LIBELLES_MOYENS: dict[MoyenTrajet, str] = {
    MoyenTrajet.PIED: "à pied",
    MoyenTrajet.VELO: "à vélo",
    MoyenTrajet.VOITURE: "en voiture ou en taxi",
    MoyenTrajet.BUS: "en bus",
    MoyenTrajet.TRAIN: "en train",
    MoyenTrajet.AUTRE: "autrement",
}
IMAGES_MOYENS: dict[MoyenTrajet, str] = {
    MoyenTrajet.PIED: "marcher",
    MoyenTrajet.VELO: "velo",
    MoyenTrajet.VOITURE: "voiture",
    MoyenTrajet.BUS: "bus",
    MoyenTrajet.TRAIN: "train",
    MoyenTrajet.AUTRE: "question",
}


class OrigineLieu(StrEnum):
    """Who drew a place: the young person alone (nobody else may change it), or with a professional."""

    SEUL = "SEUL"
    AVEC = "AVEC"


class Regard(StrEnum):
    """Who looks at the map: it decides what the map holds."""

    JEUNE = "JEUNE"
    EQUIPE = "EQUIPE"
    FAMILLE = "FAMILLE"
