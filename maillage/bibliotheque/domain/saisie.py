"""What a person writes of a sheet, and what each kind of sheet must hold before someone else reads it over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from maillage.bibliotheque.domain.vocabulaire import NatureFiche, Visibilite
from maillage.socle.domain.texte import plier

MOTS_MAX, MOT_MAX = 12, 40


@dataclass(frozen=True)
class ClassementFiche:
    """Where a sheet stands among the others: kind, dimension, labels, readers, source and dates."""

    nature: str
    dimension: str
    visibilite: str
    themes: tuple[str, ...] = ()
    dispositif_id: int | None = None
    mots: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    souhaits: tuple[str, ...] = ()
    premier_secours: bool = False
    source: str = ""
    date_source: dt.date | None = None
    revoir_le: dt.date | None = None

    def en_donnees(self) -> dict[str, Any]:
        """Return JSON values."""
        return {
            nom: valeur.isoformat()
            if isinstance(valeur, dt.date)
            else list(valeur)
            if isinstance(valeur, tuple)
            else valeur
            for nom, valeur in asdict(self).items()
        }


def classement_de(donnees: Mapping[str, Any]) -> ClassementFiche:
    """Read back what `en_donnees` wrote."""
    connus = {champ.name for champ in fields(ClassementFiche)}
    lus: dict[str, Any] = {nom: tuple(v) if isinstance(v, list) else v for nom, v in donnees.items() if nom in connus}
    for nom in ("date_source", "revoir_le"):
        if isinstance(lus.get(nom), str):
            lus[nom] = dt.date.fromisoformat(lus[nom])
    return ClassementFiche(**lus)


@dataclass(frozen=True)
class SaisieFiche:
    """A sheet as its form, or a line of a file, gives it."""

    classement: ClassementFiche
    titre: str
    resume: str = ""
    texte: str = ""
    transcription: str = ""
    lien: str = ""
    quoi_de_neuf: str = ""


@dataclass(frozen=True)
class Manque:
    """What is missing: the field, and what to say beside it."""

    champ: str
    message: str


def manques(saisie: SaisieFiche, *, a_un_fichier: bool) -> list[Manque]:
    """Return what a sheet lacks before its review."""
    nature = saisie.classement.nature
    trouves = []
    if not saisie.resume:
        trouves.append(Manque("resume", "Dites en une phrase ce qu'on y trouve."))
    if not saisie.classement.themes:
        trouves.append(Manque("themes", "Cochez au moins un thème."))
    if not saisie.classement.source:
        trouves.append(Manque("source", "Dites d'où elle vient : un texte, une équipe, une rencontre."))
    if nature == NatureFiche.FICHE and not saisie.texte:
        trouves.append(Manque("texte", "Une fiche a un texte."))
    if nature == NatureFiche.FICHIER and not a_un_fichier:
        trouves.append(Manque("fichier", "Joignez le fichier."))
    if nature == NatureFiche.LIEN and not saisie.lien:
        trouves.append(Manque("lien", "Écrivez l'adresse du lien."))
    if nature == NatureFiche.PODCAST:
        trouves += _manques_podcast(saisie, a_un_fichier=a_un_fichier)
    if saisie.classement.premier_secours and saisie.classement.visibilite != Visibilite.PUBLIC:
        trouves.append(Manque("premier_secours", "Une fiche de premier secours se lit sans compte : ouvrez-la à tous."))
    return trouves


def _manques_podcast(saisie: SaisieFiche, *, a_un_fichier: bool) -> list[Manque]:
    trouves = []
    if not a_un_fichier and not saisie.lien:
        trouves.append(Manque("fichier", "Joignez le son, ou écrivez l'adresse où l'écouter."))
    if not saisie.transcription:
        trouves.append(
            Manque("transcription", "Écrivez ce qui est dit : qui n'entend pas le son doit pouvoir le lire.")
        )
    return trouves


def mots_propres(mots: Iterable[str]) -> tuple[str, ...]:
    """Return free labels in one spelling: lower case, accents kept, no repeat, short, in alphabetical order."""
    vus: dict[str, str] = {}
    for mot in mots:
        propre = " ".join(mot.split()).lower()[:MOT_MAX].strip()
        if propre:
            vus.setdefault(plier(propre), propre)
    return tuple(vus[cle] for cle in sorted(vus))[:MOTS_MAX]
