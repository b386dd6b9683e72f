"""A line of a file of existing sheets, read as a sheet: what it says, or what is wrong, column by column."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from maillage.bibliotheque.domain.saisie import ClassementFiche, SaisieFiche, mots_propres
from maillage.bibliotheque.domain.vocabulaire import LIBELLES_NATURE, LIBELLES_VISIBILITE, NatureFiche, Visibilite
from maillage.socle.domain.texte import plier

COLONNES = {
    "titre": "Titre",
    "resume": "Résumé",
    "dimension": "Dimension",
    "themes": "Thèmes",
    "nature": "Forme",
    "texte": "Texte",
    "lien": "Lien",
    "transcription": "Transcription",
    "mots": "Mots-clés",
    "source": "Source",
    "date_source": "Date de la source",
    "revoir_le": "À revoir le",
    "visibilite": "Lecteurs",
}
OBLIGATOIRES = ("titre", "dimension")
LONGUEURS = {"titre": 160, "resume": 400, "source": 300, "lien": 500}
DATE_FRANCAISE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True)
class ListesReprise:
    """What codes and words a file may use: dimensions and themes, by folded word, to their code."""

    dimensions: Mapping[str, str]
    themes: Mapping[str, str]


@dataclass(frozen=True)
class DefautReprise:
    """One thing wrong with a line: its column in words, and why."""

    colonne: str
    motif: str


@dataclass
class LigneReprise:
    """A line read; `saisie` is None as soon as something is wrong with it."""

    numero: int
    titre: str
    saisie: SaisieFiche | None = None
    defauts: list[DefautReprise] = field(default_factory=list)


def reperer_colonnes(entetes: Sequence[str]) -> tuple[dict[int, str], list[str], list[str]]:
    """Return the field of each known column by rank, the mandatory columns that are missing, and the columns not understood."""
    par_mots = {plier(libelle): champ for champ, libelle in COLONNES.items()} | {champ: champ for champ in COLONNES}
    trouvees: dict[int, str] = {}
    inconnues = []
    for rang, entete in enumerate(entetes):
        champ = par_mots.get(plier(entete).replace("_", " ")) or par_mots.get(plier(entete))
        if champ is None or champ in trouvees.values():
            inconnues.append(entete or f"colonne {rang + 1}")
        else:
            trouvees[rang] = champ
    manquantes = [COLONNES[champ] for champ in OBLIGATOIRES if champ not in trouvees.values()]
    return trouvees, manquantes, inconnues


def lire_ligne(
    numero: int, cellules: Sequence[str], *, colonnes: Mapping[int, str], largeur: int, listes: ListesReprise
) -> LigneReprise:
    """Read a line; a number of cells that is not that of the headers is a shifted line, and is not read further."""
    utiles = list(cellules)
    while len(utiles) > largeur and not utiles[-1]:
        utiles.pop()
    valeurs = {champ: utiles[rang] if rang < len(utiles) else "" for rang, champ in colonnes.items()}
    ligne = LigneReprise(numero, valeurs.get("titre", ""))
    if len(utiles) != largeur:
        ligne.defauts.append(
            DefautReprise(
                "toute la ligne", f"{len(utiles)} cellules pour {largeur} colonnes : des colonnes sont décalées"
            )
        )
        return ligne
    _lire_valeurs(ligne, valeurs, listes)
    return ligne


def _lire_valeurs(ligne: LigneReprise, valeurs: Mapping[str, str], listes: ListesReprise) -> None:
    """Read every cell, say what is wrong with each, and make the sheet when nothing is."""
    ligne.defauts += _defauts_de_forme(valeurs)
    themes = [mot.strip() for mot in valeurs.get("themes", "").split(";") if mot.strip()]
    dimension = listes.dimensions.get(plier(valeurs.get("dimension", "")), "")
    if valeurs.get("dimension") and not dimension:
        ligne.defauts.append(
            _defaut("dimension", f"« {valeurs['dimension'][:60]} » n'est pas l'une des six dimensions")
        )
    ligne.defauts += [
        _defaut("themes", f"« {theme[:60]} » n'est pas l'un des quatorze thèmes")
        for theme in themes
        if plier(theme) not in listes.themes
    ]
    if ligne.defauts:
        return
    classement = ClassementFiche(
        nature=_code(valeurs.get("nature", ""), LIBELLES_NATURE, NatureFiche.FICHE),
        dimension=dimension,
        visibilite=_code(valeurs.get("visibilite", ""), LIBELLES_VISIBILITE, Visibilite.RESEAU),
        themes=tuple(dict.fromkeys(listes.themes[plier(theme)] for theme in themes)),
        mots=mots_propres(valeurs.get("mots", "").split(";")),
        source=valeurs.get("source", ""),
        date_source=_date(valeurs.get("date_source", "")),
        revoir_le=_date(valeurs.get("revoir_le", "")),
    )
    textes = {champ: valeurs.get(champ, "") for champ in ("titre", "resume", "texte", "transcription", "lien")}
    ligne.saisie = SaisieFiche(classement=classement, **textes)


def _defauts_de_forme(valeurs: Mapping[str, str]) -> list[DefautReprise]:
    """What a cell may be wrong about by itself: absent, too long, no address, no date, no word of its list."""
    trouves = [_defaut(champ, "valeur attendue") for champ in OBLIGATOIRES if not valeurs.get(champ)]
    trouves += [
        _defaut(champ, f"plus de {longueur} caractères")
        for champ, longueur in LONGUEURS.items()
        if len(valeurs.get(champ, "")) > longueur
    ]
    if (lien := valeurs.get("lien", "")) and not _est_adresse(lien):
        trouves.append(_defaut("lien", "une adresse commence par http:// ou https://"))
    if not _code(valeurs.get("nature", ""), LIBELLES_NATURE, NatureFiche.FICHE):
        trouves.append(_defaut("nature", f"attendu : {', '.join(LIBELLES_NATURE.values())}"))
    if _code(valeurs.get("visibilite", ""), LIBELLES_VISIBILITE, Visibilite.RESEAU) in {"", Visibilite.DISPOSITIF}:
        trouves.append(_defaut("visibilite", "attendu : Tout le monde, Le réseau ou La mission d'appui"))
    for champ in ("date_source", "revoir_le"):
        if (mots := valeurs.get(champ, "")) and _date(mots) is None:
            trouves.append(_defaut(champ, f"date invalide « {mots[:20]} », attendu 2026-03-04 ou 04/03/2026"))
    return trouves


def _defaut(champ: str, motif: str) -> DefautReprise:
    return DefautReprise(COLONNES[champ], motif)


def _code(mots: str, libelles: Mapping[NatureFiche, str] | Mapping[Visibilite, str], defaut: str) -> str:
    connus = {plier(libelle): str(code.value) for code, libelle in libelles.items()}
    connus |= {str(code.value).lower(): str(code.value) for code in libelles}
    return connus.get(plier(mots), "") if mots else defaut


def _est_adresse(lien: str) -> bool:
    try:
        decoupe = urlsplit(lien)
    except ValueError:
        return False
    return decoupe.scheme in {"http", "https"} and bool(decoupe.netloc)


def _date(mots: str) -> dt.date | None:
    francaise = DATE_FRANCAISE.fullmatch(mots)
    iso = f"{francaise[3]}-{int(francaise[2]):02d}-{int(francaise[1]):02d}" if francaise else mots
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None
