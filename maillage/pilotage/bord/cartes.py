"""The figure cards of a dashboard, by family, and the rows of its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from maillage.pilotage.bord.adresses import du_bord
from maillage.pilotage.bord.lecteurs import Valeur, definition, libelle
from maillage.pilotage.bord.montage import Bord
from maillage.pilotage.bord.mots import tendance
from maillage.pilotage.domain.bord import FAMILLES, PUBLIE_DE
from maillage.pilotage.domain.portees import Niveau
from maillage.socle.domain.typographie import ecrire_trimestre
from maillage.socle.tableur import Cellule, Feuille

NON_DEDOUBLONNES = (
    "Un jeune suivi par deux dispositifs compte dans chacun : les nombres de jeunes ne sont pas dédoublonnés."
)
PAR_RETOUR = (
    "Chaque nombre réunit des retours que vous lisez un par un. Les petits nombres masqués n'y entrent pas : « au moins » le dit. "
    "Un taux ne s'additionne pas : la médiane des dispositifs est montrée."
)
PROTEGES = (
    "Ces chiffres sont ceux de la page « Restitution », seuil 5 : les mêmes pour l'autorité et pour les établissements."
)
INDIVIDUELS = "Ces chiffres sont ceux des retours transmis, tels que l'autorité les lit : les nombres de 1 à 4 jeunes sont masqués."


@dataclass(frozen=True)
class Carte:
    """One figure of the dashboard: where it opens (`valeur.url`), where its series is (`url`)."""

    chemin: str
    libelle: str
    definition: str
    valeur: Valeur
    tendance: str
    serie: tuple[float, ...]
    url: str


@dataclass(frozen=True)
class Famille:
    """Cards read together, and the path of the one that is drawn."""

    titre: str
    cartes: tuple[Carte, ...]
    dessinee: str


def familles(bord: Bord) -> list[Famille]:
    """Return the cards of a dashboard; a figure that its scope never has is left out."""
    return [
        Famille(titre, tuple(_carte(bord, chemin) for chemin in chemins if _connu(bord, chemin)), dessinee)
        for titre, chemins, dessinee in FAMILLES
    ]


def reserves(bord: Bord) -> list[str]:
    """Return the sentences that go with the figures of a dashboard, on every page and file."""
    if bord.portee.niveau is Niveau.DISPOSITIF:
        return [INDIVIDUELS]
    return [PROTEGES if bord.portee.niveau.protege else PAR_RETOUR, NON_DEDOUBLONNES]


def feuille_des_chiffres(bord: Bord) -> Feuille:
    """Return every figure of the dashboard, quarter by quarter, as a table."""
    return Feuille(
        titre="Tableau de bord",
        colonnes=("Famille", "Chiffre", *(ecrire_trimestre(periode) for periode in bord.periodes), "Définition"),
        lignes=[
            [
                famille.titre,
                carte.libelle,
                *(cellule(bord.lecteur.valeur(carte.chemin, periode)) for periode in bord.periodes),
                carte.definition,
            ]
            for famille in familles(bord)
            for carte in famille.cartes
        ],
        notes=tuple(notes(bord)),
    )


def notes(bord: Bord) -> Iterator[str]:
    """Yield what must travel with a file."""
    yield f"{bord.portee.niveau.en_mots} : {bord.portee.nom}. {bord.lecteur.couverture(bord.periode)}"
    yield from reserves(bord)
    yield "Les taux sont écrits en pour cent."


def cellule(valeur: Valeur) -> Cellule:
    """Return a number where it stands alone, words where they change its meaning."""
    if valeur.nombre is None or valeur.ecrite.startswith("au moins"):
        return valeur.ecrite
    return int(valeur.nombre) if valeur.nombre == int(valeur.nombre) else valeur.nombre


def _connu(bord: Bord, chemin: str) -> bool:
    return chemin in PUBLIE_DE or not bord.portee.niveau.protege


def _carte(bord: Bord, chemin: str) -> Carte:
    valeurs = [bord.lecteur.valeur(chemin, periode) for periode in bord.periodes]
    nombres = [valeur.nombre for valeur in valeurs if bord.portee.niveau.protege or not valeur.partielle]
    return Carte(
        chemin=chemin,
        libelle=libelle(chemin),
        definition=definition(chemin),
        valeur=bord.lecteur.valeur(chemin, bord.periode),
        tendance=tendance(bord, chemin),
        serie=tuple(nombre for nombre in nombres if nombre is not None),
        url=du_bord(bord.portee, chemin, periode=bord.periode, type=bord.type),
    )
