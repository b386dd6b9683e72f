"""From a raw line to a fact: every cell is read, and every problem of the line is told at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from maillage.agenda.imports.domain import colonnes as c
from maillage.agenda.imports.domain.annuaire import Annuaire
from maillage.agenda.imports.domain.codes import CODES, traduire
from maillage.agenda.imports.domain.etat import Etat
from maillage.agenda.imports.domain.texte import separer
from maillage.agenda.imports.domain.valeurs import (
    ValeurInvalide,
    exiger_longueur,
    lire_duree,
    lire_fin,
    lire_instant,
    lire_jour,
)

T = TypeVar("T")

LIGNE_ENTIERE = "*"
LONGUEURS = {c.LIEU: 120, c.TITRE: 120}
LONGUEUR_REFERENCE = 200
PREFIXE_CONTENU = "contenu:"
ENTIER_DECIMAL = re.compile(r"\d+\.0+")


@dataclass(frozen=True)
class LigneBrute:
    """A line as it stands in the file: physical number, text of each cell by header. `motif`: why the reader could not cut it."""

    numero: int
    cellules: Mapping[str, str]
    motif: str = ""


@dataclass(frozen=True)
class Erreur:
    """A problem of a line: our column (or `*`), what is wrong and how to mend it. `rang` tells lines of one number apart."""

    numero: int
    colonne: str
    motif: str
    rang: int


@dataclass(frozen=True)
class Fait:
    """What one good line says. `reference` is never empty: the file's, or a key made from the content."""

    numero: int
    rang: int
    reference: str
    etat: Etat


@dataclass(frozen=True)
class Reglages:
    """How a source maps: our column → header; column → normalised value → code; column → code of an empty cell."""

    colonnes: Mapping[str, str] = field(default_factory=dict)
    valeurs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defauts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Annuaires:
    """Everyone a file of this dispositif may name."""

    jeunes: Annuaire
    pros: Annuaire


class Lecteur:
    """Reads the cells of one line, keeping the problems."""

    def __init__(self, brute: LigneBrute, reglages: Reglages) -> None:
        self.brute = brute
        self.reglages = reglages
        self.erreurs: list[Erreur] = []

    def texte(self, colonne: str) -> str:
        """Text of our column, empty when the file has no such column."""
        return self.brute.cellules.get(self.reglages.colonnes.get(colonne, ""), "")

    def refuser(self, colonne: str, motif: str) -> None:
        self.erreurs.append(Erreur(self.brute.numero, colonne, motif, self.brute.numero))

    def lire(self, colonne: str, fonction: Callable[[str], T]) -> T | None:
        """Apply `fonction` to the cell; None when it refuses."""
        try:
            return fonction(self.texte(colonne))
        except ValeurInvalide as erreur:
            self.refuser(colonne, erreur.motif)
            return None

    def code(self, colonne: str) -> str:
        """Code of a coded column; the default of the source when the cell is empty."""
        texte = self.texte(colonne)
        if not texte:
            return self.reglages.defauts.get(colonne, "")
        trouve = traduire(colonne, texte, self.reglages.valeurs)
        if trouve is None:
            connus = ", ".join(CODES[colonne])
            self.refuser(
                colonne, f"valeur inconnue « {texte} » ; écrivez {connus}, ou dites son sens dans la correspondance"
            )
        return trouve or ""

    def libre(self, colonne: str) -> str:
        return " ".join(self.texte(colonne).split())[: LONGUEURS[colonne]]


def analyser_ligne(brute: LigneBrute, reglages: Reglages, annuaires: Annuaires) -> tuple[Fait | None, list[Erreur]]:
    """Return the fact of a line, or None with every problem of the line."""
    lecteur = Lecteur(brute, reglages)
    if brute.motif:
        lecteur.refuser(LIGNE_ENTIERE, brute.motif)
        return None, lecteur.erreurs
    horaires = _horaires(lecteur)
    jeunes, pros = _jeunes(lecteur, annuaires.jeunes), _personnes(lecteur, c.PROFESSIONNELS, annuaires.pros)
    presence, motif = _presence(lecteur, jeunes)
    categorie = lecteur.code(c.CATEGORIE)
    if not categorie and not any(erreur.colonne == c.CATEGORIE for erreur in lecteur.erreurs):
        lecteur.refuser(
            c.CATEGORIE,
            f"catégorie vide ; écrivez {', '.join(CODES[c.CATEGORIE])}, ou choisissez une valeur par défaut",
        )
    if not jeunes and not pros and not lecteur.erreurs:
        lecteur.refuser(c.JEUNES, "personne n'est nommé ; ajoutez un jeune ou un professionnel")
    codes = {colonne: lecteur.code(colonne) for colonne in (c.MODALITE, c.LIEU_TYPE, c.STATUT)}
    if horaires is None or lecteur.erreurs:
        return None, lecteur.erreurs
    etat = Etat(
        *horaires,
        categorie=categorie,
        modalite=codes[c.MODALITE],
        lieu_type=codes[c.LIEU_TYPE],
        statut=codes[c.STATUT],
        lieu=lecteur.libre(c.LIEU),
        titre=lecteur.libre(c.TITRE),
        jeunes=dict.fromkeys(jeunes, presence),
        pros=frozenset(pros),
        absences=dict.fromkeys(jeunes, motif) if motif and codes[c.STATUT] != "ANNULE" else {},
    )
    return Fait(brute.numero, brute.numero, _reference(lecteur.texte(c.REFERENCE), etat, annuaires), etat), []


def _horaires(lecteur: Lecteur) -> tuple[datetime, datetime] | None:
    jour: date | None = None
    if lecteur.texte(c.DATE):
        jour = lecteur.lire(c.DATE, _jour)
        if jour is None:
            return None
    if not lecteur.texte(c.DEBUT):
        lecteur.refuser(c.DEBUT, "le début est vide ; écrivez la date et l'heure de début")
        return None
    debut = lecteur.lire(c.DEBUT, lambda texte: lire_instant(texte, jour))
    return _avec_fin(lecteur, debut) if debut else None


def _jour(texte: str) -> date:
    """A spreadsheet writes a date as a date at midnight."""
    return lire_jour(texte.removesuffix("T00:00").removesuffix(" 00:00"))


def _avec_fin(lecteur: Lecteur, debut: datetime) -> tuple[datetime, datetime] | None:
    if lecteur.texte(c.FIN):
        colonne, fin = c.FIN, lecteur.lire(c.FIN, lambda texte: lire_fin(texte, debut))
    elif lecteur.texte(c.DUREE):
        colonne, fin = c.DUREE, lecteur.lire(c.DUREE, lambda texte: debut + lire_duree(texte))
    else:
        lecteur.refuser(c.FIN, "la fin est vide ; écrivez l'heure de fin, ou une durée")
        return None
    if fin is None:
        return None
    try:
        exiger_longueur(debut, fin)
    except ValeurInvalide as erreur:
        lecteur.refuser(colonne, erreur.motif)
        return None
    return debut, fin


def _jeunes(lecteur: Lecteur, annuaire: Annuaire) -> list[int]:
    trouves = _personnes(lecteur, c.JEUNES, annuaire)
    nom, prenom = lecteur.texte(c.JEUNE_NOM), lecteur.texte(c.JEUNE_PRENOM)
    if lecteur.texte(c.JEUNES) or not (nom or prenom):
        return trouves
    if not (nom and prenom):
        lecteur.refuser(c.JEUNE_PRENOM if nom else c.JEUNE_NOM, "nom et prénom vont ensemble ; remplissez les deux")
        return []
    trouve = lecteur.lire(c.JEUNE_NOM, lambda _: annuaire.trouver(f"{prenom} {nom}"))
    return [] if trouve is None else [trouve]


def _personnes(lecteur: Lecteur, colonne: str, annuaire: Annuaire) -> list[int]:
    trouves: list[int] = []
    for valeur in separer(lecteur.texte(colonne)):
        try:
            trouves.append(annuaire.trouver(sans_decimale(valeur)))
        except ValeurInvalide as erreur:
            lecteur.refuser(colonne, erreur.motif)
    return trouves


def sans_decimale(valeur: str) -> str:
    """A spreadsheet turns the number 12 into 12.0."""
    return valeur.partition(".")[0] if ENTIER_DECIMAL.fullmatch(valeur) else valeur


def _presence(lecteur: Lecteur, jeunes: list[int]) -> tuple[str, str]:
    presence, motif = lecteur.code(c.PRESENCE), lecteur.code(c.MOTIF)
    if motif and presence == "PRESENT":
        lecteur.refuser(c.MOTIF, "un jeune présent n'a pas de motif d'absence ; videz le motif ou corrigez la présence")
    if motif and not jeunes and not lecteur.erreurs:
        lecteur.refuser(c.MOTIF, "un motif d'absence sans jeune ; nommez le jeune absent, ou videz le motif")
    return ("ABSENT" if motif else presence), motif


def _reference(texte: str, etat: Etat, annuaires: Annuaires) -> str:
    return reference_courte(sans_decimale(texte)) if texte else cle_de_contenu(etat, annuaires)


def reference_courte(reference: str) -> str:
    """A reference longer than its column keeps its beginning and a digest of the whole."""
    if len(reference) <= LONGUEUR_REFERENCE:
        return reference
    return f"{reference[:150]}#{hashlib.sha256(reference.encode()).hexdigest()[:32]}"


def cle_de_contenu(etat: Etat, annuaires: Annuaires) -> str:
    """Key of a line without reference: start, end, category and people. The same line in another order or file has the same key."""
    personnes = [
        *sorted(annuaires.jeunes.par_pk[pk].identifiant for pk in etat.jeunes),
        "/",
        *sorted(annuaires.pros.par_pk[pk].identifiant for pk in etat.pros),
    ]
    texte = "\n".join((etat.debut.isoformat(), etat.fin.isoformat(), etat.categorie, *personnes))
    return PREFIXE_CONTENU + hashlib.sha256(texte.encode()).hexdigest()[:40]
