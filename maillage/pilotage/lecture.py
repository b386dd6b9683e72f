"""Files of a restitution: `index.csv`, the frozen results it names, a former table (contract, section 7, "Input")."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

from maillage.pilotage.domain.mesures import SOMMES, TAUX, Chemin, Somme
from maillage.pilotage.domain.retours import Attendu, Retour
from maillage.pilotage.domain.tableau import TOTAL, Cle, Croisement
from maillage.socle.tabulaire import ENTIER, IDENTIFIANT, TEXTE, Colonne, LecteurCsv, Ligne, Probleme, Specification
from maillage.socle.tabulaire import choix as parmi

MARQUE = "s"
TYPES = ("DITEP", "DIME", "DAME", "AUTRE")
TRANSMIS = "TRANSMIS"
ETATS = ("ATTENDU", "BROUILLON", "VALIDE", TRANSMIS)
FICHIER_INDEX = "index.csv"

INDEX = Specification(
    "index",
    (
        Colonne("dispositif_id", IDENTIFIANT, obligatoire=True),
        Colonne("region", TEXTE, obligatoire=True),
        Colonne("departement"),
        Colonne("type", parmi(TYPES), obligatoire=True),
        Colonne("revision", ENTIER),
        Colonne("etat", parmi(ETATS), obligatoire=True),
    ),
    cle=("dispositif_id", "revision"),
)
TABLEAU = Specification(
    "tableau",
    (
        Colonne("mesure", obligatoire=True),
        Colonne("region", obligatoire=True),
        Colonne("type", obligatoire=True),
        *(Colonne(nom) for nom in ("attendus", "transmis", "couverture", "valeur", "masque")),
    ),
    cle=("mesure", "region", "type"),
)


class ResultatIllisibleError(ValueError):
    """A result file is missing or does not hold what a restitution needs; the message is for people, in French."""


@dataclass(frozen=True)
class Dossier:
    """Expected dispositifs in order of the index, and the last transmitted revision of each that has one."""

    attendus: tuple[Attendu, ...]
    retours: tuple[Retour, ...]


def lire_dossier(chemin: Path) -> tuple[Dossier, list[Probleme]]:
    """Read the index and every transmitted result; all problems at once, sorted."""
    lecteur = LecteurCsv(chemin / FICHIER_INDEX, INDEX)
    lignes = list(lecteur.parcourir())
    if lecteur.lisible and not lignes and not lecteur.problemes:
        lecteur.signaler(1, "*", "aucun dispositif attendu")
    _verifier_index(lecteur, lignes)
    attendus: dict[str, Attendu] = {}
    derniers: dict[str, Retour] = {}
    for ligne in lignes if lecteur.lisible else ():
        attendu = _attendu(ligne)
        if attendu is None:
            continue
        attendus.setdefault(attendu.dispositif_id, attendu)
        retour = _lire_transmis(chemin, ligne, attendu, lecteur)
        dernier = derniers.get(attendu.dispositif_id)
        if retour is not None and (dernier is None or retour.revision > dernier.revision):
            derniers[attendu.dispositif_id] = retour
    return Dossier(tuple(attendus.values()), tuple(derniers.values())), sorted(lecteur.problemes)


def lire_precedent(chemin: Path) -> tuple[frozenset[Cle], list[Probleme]]:
    """Cells masked in a former table."""
    lecteur = LecteurCsv(chemin, TABLEAU)
    lignes = list(lecteur.parcourir())
    if any("valeur" not in ligne.textes for ligne in lignes):
        lecteur.signaler(1, "valeur", "colonne obligatoire absente")
    caches = frozenset(
        Cle(ligne.textes["mesure"], Croisement(ligne.textes["region"], ligne.textes["type"]))
        for ligne in lignes
        if ligne.textes.get("valeur") == MARQUE
    )
    return caches, sorted(lecteur.problemes)


def _attendu(ligne: Ligne) -> Attendu | None:
    if not all(ligne.est_valide(colonne) for colonne in ("dispositif_id", "region", "type")):
        return None
    return Attendu(ligne.textes["dispositif_id"], ligne.textes["region"], ligne.textes["type"])


def _verifier_index(lecteur: LecteurCsv, lignes: Sequence[Ligne]) -> None:
    premieres: dict[tuple[str, str], str] = {}
    for ligne in lignes:
        for colonne in ("region", "type"):
            if ligne.est_valide("dispositif_id") and ligne.est_valide(colonne):
                texte = ligne.textes[colonne]
                premier = premieres.setdefault((ligne.textes["dispositif_id"], colonne), texte)
                if texte != premier:
                    lecteur.signaler(ligne.numero, colonne, f"« {texte} », mais « {premier} » plus haut")
        if ligne.textes["region"] == TOTAL:
            lecteur.signaler(ligne.numero, "region", f"« {TOTAL} » désigne les totaux")
        if ligne.valeurs.get("revision") == 0:
            lecteur.signaler(ligne.numero, "revision", "une révision vaut au moins 1")
        if ligne.textes["etat"] == TRANSMIS and not ligne.textes.get("revision"):
            lecteur.signaler(ligne.numero, "revision", "révision absente d'un retour transmis")


def _lire_transmis(chemin: Path, ligne: Ligne, attendu: Attendu, lecteur: LecteurCsv) -> Retour | None:
    revision = ligne.valeurs.get("revision")
    if ligne.textes["etat"] != TRANSMIS or not isinstance(revision, int) or revision < 1:
        return None
    try:
        return lire_retour(chemin, attendu, revision)
    except ResultatIllisibleError as erreur:
        lecteur.signaler(ligne.numero, "revision", str(erreur))
        return None


def lire_retour(chemin: Path, attendu: Attendu, revision: int) -> Retour:
    """The result of one revision. Raises ResultatIllisibleError."""
    nom = f"{attendu.dispositif_id}.r{revision}.json"
    if Path(nom).name != nom or not (chemin / nom).is_file():
        raise ResultatIllisibleError(f"résultat « {nom} » absent")
    try:
        return interpreter_retour((chemin / nom).read_bytes(), attendu, revision)
    except OSError as erreur:
        raise ResultatIllisibleError(f"résultat « {nom} » illisible ({erreur})") from erreur


def interpreter_retour(octets: bytes, attendu: Attendu, revision: int) -> Retour:
    """The return held by the bytes of a result. Raises ResultatIllisibleError."""
    try:
        contenu = json.loads(octets, parse_float=Decimal, parse_constant=_refuser_constante)
        return _interpreter(contenu, attendu, revision)
    except (ValueError, TypeError, KeyError, RecursionError) as erreur:
        nom = f"{attendu.dispositif_id}.r{revision}.json"
        raise ResultatIllisibleError(f"résultat « {nom} » illisible ({erreur})") from erreur


def _refuser_constante(texte: str) -> NoReturn:
    raise ValueError(f"« {texte} » n'est pas un nombre")


def _interpreter(contenu: Mapping[str, object], attendu: Attendu, revision: int) -> Retour:
    dispositifs = _suivre(contenu, ("dispositifs",))
    if not isinstance(dispositifs, list):
        raise TypeError("« dispositifs » n'est pas une liste")
    siens = [element for element in dispositifs if _suivre(element, ("dispositif_id",)) == attendu.dispositif_id]
    if not siens:
        raise ValueError(f"dispositif « {attendu.dispositif_id} » absent")
    mesures = _suivre(siens[0], ("mesures",))
    return Retour(
        attendu=attendu,
        revision=revision,
        regles=_texte(contenu, ("regles", "id")),
        version=_texte(contenu, ("regles", "version")),
        periode=_texte(contenu, ("periode", "libelle")),
        sommes=_sommes(mesures),
        termes={chemin: _nombre(mesures, chemin) for taux in TAUX for chemin in (taux.numerateur, taux.denominateur)},
    )


def _sommes(mesures: object) -> dict[str, int]:
    avec_unites = _suivre(mesures, ("unites",)) is not None
    return {somme.code: _pas(mesures, somme) for somme in SOMMES if avec_unites or not somme.lies_aux_unites}


def _pas(mesures: object, somme: Somme) -> int:
    nombre = _nombre(mesures, somme.chemin) * somme.par_source
    if nombre.denominator != 1:
        raise ValueError(f"« {'.'.join(somme.chemin)} » n'est pas un multiple de {Fraction(1, somme.par_source)}")
    return int(nombre)


def _nombre(mesures: object, chemin: Chemin) -> Fraction:
    valeur = _suivre(mesures, chemin)
    if isinstance(valeur, bool) or not isinstance(valeur, (int, Decimal)) or valeur < 0:
        raise ValueError(f"« {'.'.join(chemin)} » n'est pas un nombre positif")
    return Fraction(valeur)


def _texte(contenu: object, chemin: Chemin) -> str:
    valeur = _suivre(contenu, chemin)
    if not isinstance(valeur, str):
        raise TypeError(f"« {'.'.join(chemin)} » n'est pas un texte")
    return valeur


def _suivre(contenu: object, chemin: Chemin) -> object:
    for cle in chemin:
        if not isinstance(contenu, dict) or cle not in contenu:
            raise KeyError(f"« {'.'.join(chemin)} » absent")
        contenu = contenu[cle]
    return contenu
