"""The week of one young person as files: every leg in a spreadsheet, days and legs in a report to print or to write in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from maillage.cartographie.presentation.commun import dire_les_temps
from maillage.cartographie.selectors.distances_jeune import JourVecu, SemaineVecue
from maillage.socle.domain.texte import elider
from maillage.socle.domain.typographie import ecrire_date_annee, ecrire_duree, ecrire_heure, ecrire_jour, ecrire_nombre
from maillage.socle.graphiques import Graphique, Serie
from maillage.socle.rapports import Liste, Rapport, Section, Tableau
from maillage.socle.tableur import Cellule, Feuille

COLONNES = ("Jour", "De", "À", "Quoi", "Où", "Minutes de route", "Km")
DOMICILE = "Le domicile est ramené au centre de sa commune : aucune adresse n'est gardée."
NON_SITUE = "non situé"


def feuille_semaine(semaine: SemaineVecue, nom: str, lundi: dt.date) -> Feuille:
    """One row by leg, the way home included."""
    notes = [f"{nom}, semaine du {lundi.isoformat()}.", dire_les_temps(semaine.provenance), DOMICILE]
    return Feuille("Semaine", COLONNES, [ligne for jour in semaine.jours for ligne in _lignes(jour)], notes)


def _lignes(jour: JourVecu) -> list[list[Cellule]]:
    etapes: list[list[Cellule]] = [
        [
            jour.jour,
            ecrire_heure(e.debut.time()),
            ecrire_heure(e.fin.time()),
            e.titre,
            e.lieu,
            _rond(e.minutes),
            _rond(e.km),
        ]
        for e in jour.etapes
    ]
    if jour.dort_sur_place:
        return [*etapes, [jour.jour, None, None, "Dort sur place", None, None, None]]
    return [*etapes, [jour.jour, None, None, "Retour", "domicile", _rond(jour.retour_minutes), _rond(jour.retour_km)]]


def _rond(mesure: float | None) -> float | None:
    return None if mesure is None else round(mesure, 1)


def rapport_semaine(semaine: SemaineVecue, nom: str, lundi: dt.date, *, auteur: str, le: dt.date) -> Rapport:
    """Totals, minutes by day, then each leg."""
    source = f"agenda du dispositif. {dire_les_temps(semaine.provenance)}"
    total = f"{ecrire_duree(semaine.minutes)} de route et {ecrire_nombre(semaine.km, 0)} km, du domicile au domicile."
    return Rapport(
        titre=f"La semaine {elider('de', nom)}",
        auteur=auteur,
        arrete_au=le,
        sous_titre=f"Semaine du {ecrire_date_annee(lundi)}",
        sections=(
            Section("Jour par jour", (_par_jour(semaine, total, source),)),
            Section("Chaque trajet", (_trajets(semaine, source), Liste((DOMICILE,)))),
        ),
    )


def _par_jour(semaine: SemaineVecue, phrase: str, source: str) -> Graphique:
    jours = tuple(ecrire_jour(jour.jour) for jour in semaine.jours)
    minutes = tuple(round(jour.minutes) for jour in semaine.jours)
    return Graphique("Minutes de route par jour", phrase, jours, (Serie("minutes", minutes),), "minutes", source)


def _trajets(semaine: SemaineVecue, source: str) -> Tableau:
    lignes = tuple(
        (
            ecrire_jour(jour.jour),
            " – ".join(str(heure) for heure in (de, a) if heure),
            *(str(mot or "") for mot in (quoi, ou)),
            _dire(minutes, jour),
            _dire(km, jour),
        )
        for jour in semaine.jours
        for _, de, a, quoi, ou, minutes, km in _lignes(jour)
    )
    return Tableau("Trajets de la semaine", ("Jour", "Heures", "Quoi", "Où", "Minutes", "Km"), lignes, source)


def _dire(valeur: Any, jour: JourVecu) -> str:
    if valeur is None:
        return "–" if jour.dort_sur_place else NON_SITUE
    return ecrire_nombre(valeur)
