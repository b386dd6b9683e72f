"""Reading a whole lot: bytes and settings in, lines with their facts and problems out. No writing, no query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.agenda.domain.heures import vers_local
from maillage.agenda.imports.domain.colonnes import colonnes_manquantes
from maillage.agenda.imports.domain.evenements_ics import EvenementIcs, analyser_evenement, deplier_journees
from maillage.agenda.imports.domain.lignes import Annuaires, Erreur, Fait, LigneBrute, analyser_ligne, reference_courte
from maillage.agenda.imports.domain.reglages import fin_des_repetitions, reglages_ics, reglages_tableau
from maillage.agenda.imports.domain.reunion import Occurrence, reunir
from maillage.agenda.imports.readers import ICS, FichierIllisible, lire_tableau
from maillage.agenda.imports.readers.icalendrier import lire_ics
from maillage.agenda.imports.readers.texte import decoder
from maillage.socle.domain.typographie import ecrire_heure, ecrire_jour_annee

PAS = 500
"""Lines between two reports of progress."""

Progression = Callable[[int, int], None]
"""Called with (lines done, lines in all)."""


@dataclass(frozen=True)
class LigneLue:
    """A line as the person knows it: number, cells to show, and what was found in it."""

    rang: int
    numero: int
    cellules: Mapping[str, str]


@dataclass(frozen=True)
class Lecture:
    """Everything a file says. `entieres`: references that the file holds wholly (calendar series)."""

    lignes: list[LigneLue]
    occurrences: list[Occurrence]
    erreurs: list[Erreur]
    entieres: frozenset[str] = frozenset()
    laisses: int = 0


def lire_lot(
    contenu: bytes,
    format_: str,
    donnees: Mapping[str, Any],
    annuaires: Annuaires,
    *,
    depot: date,
    progression: Progression,
) -> Lecture:
    """Read a file with the settings of its source; raise FichierIllisible when the whole file or its mapping cannot be used."""
    lire = _lire_agenda if format_ == ICS else _lire_table
    return lire(contenu, format_, donnees, annuaires, depot, progression)


def _lire_table(
    contenu: bytes,
    format_: str,
    donnees: Mapping[str, Any],
    annuaires: Annuaires,
    depot: date,
    progression: Progression,
) -> Lecture:
    tableau, reglages = lire_tableau(contenu, format_), reglages_tableau(donnees)
    presentes = {code: entete for code, entete in reglages.colonnes.items() if entete in tableau.entetes}
    if manques := colonnes_manquantes(presentes):
        raise FichierIllisible(" ".join(manques))
    faits: list[Fait] = []
    erreurs: list[Erreur] = []
    for fait_jusque, brute in enumerate(tableau.lignes):
        if fait_jusque % PAS == 0:
            progression(fait_jusque, len(tableau.lignes))
        fait, problemes = analyser_ligne(brute, reglages, annuaires)
        faits.extend([fait] if fait else [])
        erreurs.extend(problemes)
    occurrences, contradictions = reunir(faits)
    lignes = [_ligne_de_table(brute) for brute in tableau.lignes]
    return Lecture(lignes, occurrences, [*erreurs, *contradictions])


def _ligne_de_table(brute: LigneBrute) -> LigneLue:
    return LigneLue(brute.numero, brute.numero, brute.cellules)


def _lire_agenda(
    contenu: bytes,
    format_: str,
    donnees: Mapping[str, Any],
    annuaires: Annuaires,
    depot: date,
    progression: Progression,
) -> Lecture:
    reglages = reglages_ics(donnees, annuaires)
    lus = lire_ics(decoder(contenu), jusqu_au=fin_des_repetitions(donnees, depot=depot))
    deplies = deplier_journees(lus, reglages)
    faits: list[Fait] = []
    erreurs: list[Erreur] = []
    for rang, lu in enumerate(deplies):
        if rang % PAS == 0:
            progression(rang, len(deplies))
        fait, problemes = analyser_evenement(lu, rang, reglages, annuaires)
        faits.extend([fait] if fait else [])
        erreurs.extend(problemes)
    occurrences, contradictions = reunir(faits)
    return Lecture(
        [_ligne_d_agenda(rang, lu) for rang, lu in enumerate(deplies)],
        occurrences,
        [*erreurs, *contradictions],
        entieres=frozenset(reference_courte(lu.uid.partition("#")[0]) for lu in deplies if lu.entier and lu.uid),
        laisses=sum(1 for lu in lus if lu.jours and not reglages.journee),
    )


def _ligne_d_agenda(rang: int, lu: EvenementIcs) -> LigneLue:
    quand = {}
    if lu.debut is not None and lu.fin is not None:
        debut, fin = vers_local(lu.debut), vers_local(lu.fin)
        quand = {
            "Quand": f"{ecrire_jour_annee(debut)}, {ecrire_heure(debut.time())} à {ecrire_heure(fin.time())}",
        }
    textes = {"Titre": lu.champs.get("SUMMARY", ""), "Lieu": lu.champs.get("LOCATION", "")}
    return LigneLue(rang, lu.numero, {**quand, **textes})
