"""What is asked of an événement (`SaisieEvenement`), what it is (`EtatEvenement`), and what differs between two states."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Protocol

from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.domain.heures import vers_utc
from maillage.agenda.domain.libelles import enumerer, moment_en_mots

DUREE_MAX = timedelta(days=31)
"""Activity contract 2.2: `fin` at most 31 days after `debut`, on the same clock."""


class DispositifVise(Protocol):
    """What the ledger needs to know of a dispositif: its key and its public code."""

    pk: int
    code: str


@dataclass(frozen=True)
class SaisieEvenement:
    """A form about an événement: naive local times, primary keys of the people and places it names."""

    debut: datetime
    fin: datetime
    categorie: str
    titre: str = ""
    modalite: str = ""
    lieu_type: str = ""
    lieu: str = ""
    unite_id: int | None = None
    etablissement_id: int | None = None
    jeunes: frozenset[int] = frozenset()
    pros: frozenset[int] = frozenset()
    ressources: frozenset[int] = frozenset()
    groupe_id: int | None = None
    type_activite_id: int | None = None

    def instants(self) -> tuple[datetime, datetime]:
        """Return both ends as instants; raise ErreurAgenda when they are not in order, too far apart or do not exist."""
        if self.fin > self.debut + DUREE_MAX:
            raise ErreurAgenda("Un événement dure 31 jours au plus : découpez-le.", champ="fin")
        debut, fin = vers_utc(self.debut), vers_utc(self.fin)
        if fin <= debut:
            raise ErreurAgenda("La fin doit venir après le début.", champ="fin")
        return debut, fin


@dataclass(frozen=True)
class SaisieAbsence:
    """A form about an absence: naive local times, an empty end means « no end yet »; `partout` reaches every dispositif."""

    jeune_id: int
    debut: datetime
    fin: datetime | None
    motif: str
    prevenu_le: datetime | None = None
    partout: bool = False
    motif_local_id: int | None = None

    def instants(self) -> tuple[datetime, datetime | None]:
        """Return both ends as instants; raise ErreurAgenda when they are not in order or do not exist."""
        debut = vers_utc(self.debut)
        fin = None if self.fin is None else vers_utc(self.fin)
        if fin is not None and fin <= debut:
            raise ErreurAgenda("Le retour doit venir après le départ.", champ="fin")
        return debut, fin


@dataclass(frozen=True)
class EtatEvenement:
    """An événement as it reads: local times, labels and names, version."""

    identifiant: str
    version: int
    titre: str
    debut: datetime
    fin: datetime
    categorie: str
    modalite: str
    lieu: str
    statut: str
    unite: str
    jeunes: tuple[str, ...]
    pros: tuple[str, ...]
    ressources: tuple[str, ...] = ()
    groupe: str = ""
    type_activite: str = ""


@dataclass(frozen=True)
class Difference:
    """One field that two states do not say alike."""

    libelle: str
    actuel: str
    propose: str


LIBELLES: dict[str, str] = {
    "titre": "Titre",
    "debut": "Début",
    "fin": "Fin",
    "categorie": "Catégorie",
    "modalite": "Modalité",
    "lieu": "Lieu",
    "statut": "Statut",
    "unite": "Unité",
    "jeunes": "Jeunes",
    "pros": "Professionnels",
    "ressources": "Salles et véhicules",
    "groupe": "Groupe",
    "type_activite": "Type d'activité",
}


def differences(actuel: EtatEvenement, propose: EtatEvenement) -> tuple[Difference, ...]:
    """Return the fields that differ, in the order of the form."""
    return tuple(
        Difference(
            LIBELLES[champ.name],
            _en_mots(champ.name, getattr(actuel, champ.name)),
            _en_mots(champ.name, getattr(propose, champ.name)),
        )
        for champ in fields(EtatEvenement)
        if champ.name in LIBELLES and getattr(actuel, champ.name) != getattr(propose, champ.name)
    )


def _en_mots(champ: str, valeur: object) -> str:
    if isinstance(valeur, datetime):
        return moment_en_mots(valeur)
    if isinstance(valeur, tuple):
        return enumerer([str(element) for element in valeur]) or ("rien" if champ == "ressources" else "personne")
    return str(valeur) or "non renseigné"
