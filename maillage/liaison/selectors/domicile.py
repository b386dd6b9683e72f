"""The yearly statement of days at home, from the agendas and the periods of accueil de nuit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from maillage.agenda.selectors.nuits import absences_datees, presences_de_nuit
from maillage.liaison.domain.domicile import ReleveDomicile, jours_ouverts, nuits_inscrites, nuits_passees, relever
from maillage.liaison.referentiels import domicile
from maillage.parcours.selectors import periodes_pour_le_compte
from maillage.socle.acteur import Acteur
from maillage.socle.domain.calendrier import UN_JOUR

NUIT = "AN"
MOIS = range(1, 13)
Periodes = Mapping[str, list[tuple[date, date | None]]]
"""Periods of accueil de nuit by public identifier of the young person."""


@dataclass(frozen=True)
class ReleveAnnuel:
    """A year of one young person: the whole, and each month that has days of accueil de nuit; `arrete` is the last day counted.

    `muets`: first days of the months of which the agenda says nothing. When they all are, nothing is counted (`sans_agenda`).
    """

    jeune: Any
    annee: int
    arrete: date
    total: ReleveDomicile
    mois: tuple[ReleveDomicile, ...]
    muets: tuple[date, ...] = ()

    @property
    def sans_agenda(self) -> bool:
        return len(self.muets) == len(self.mois)


def releves_de_l_annee(
    acteur: Acteur, dispositif_id: int, jeunes: Mapping[str, Any], annee: int, *, le: date
) -> list[ReleveAnnuel]:
    """Return the statements of these young people (by public identifier) who have days of accueil de nuit that year (3 queries).

    The caller has limited `jeunes` to what the acting person may see; the section « liaison » must be open there.
    """
    debut, fin = date(annee, 1, 1), min(date(annee, 12, 31), le - UN_JOUR)
    if fin < debut or not acteur.peut("liaison", dispositif_id=dispositif_id):
        return []
    periodes = _periodes_de_nuit(dispositif_id)
    jours = {nom: jours_ouverts(periodes.get(nom, []), debut, fin) for nom in jeunes}
    concernes = {nom: jeunes[nom] for nom, ses_jours in jours.items() if ses_jours}
    cles = [jeune.pk for jeune in concernes.values()]
    presences = presences_de_nuit(cles, dispositif_id, debut - UN_JOUR, fin + UN_JOUR)
    absences = absences_datees(cles, dispositif_id, debut - UN_JOUR, fin + UN_JOUR)
    releves = []
    for nom, jeune in concernes.items():
        veilles = [debut - UN_JOUR, *jours[nom]]
        passees, a_confirmer = nuits_passees(
            presences.get(jeune.pk, []), absences.get(jeune.pk, []), veilles, heure_nuit=domicile().heure_nuit
        )
        inscrites = nuits_inscrites(presences.get(jeune.pk, []), heure_nuit=domicile().heure_nuit)
        releves.append(_avec_les_mois_muets(_annee(jeune, (debut, fin), jours[nom], passees, a_confirmer), inscrites))
    return releves


def annees_proposees(le: date) -> list[int]:
    """The year that is over, then the current one, then the three before."""
    return [le.year - 1, le.year, *range(le.year - 2, le.year - 5, -1)]


def _annee(
    jeune: Any, bornes: tuple[date, date], jours: list[date], passees: frozenset[date], a_confirmer: frozenset[date]
) -> ReleveAnnuel:
    debut, fin = bornes
    par_mois = []
    for mois in MOIS:
        premier = date(debut.year, mois, 1)
        dernier = (date(debut.year, mois + 1, 1) if mois < MOIS[-1] else date(debut.year + 1, 1, 1)) - UN_JOUR
        releve = relever(premier, min(dernier, fin), passees, a_confirmer, jours=jours)
        if not releve.vide:
            par_mois.append(releve)
    total = relever(debut, fin, passees, a_confirmer, jours=jours)
    return ReleveAnnuel(jeune, debut.year, fin, total, tuple(par_mois))


def _avec_les_mois_muets(releve: ReleveAnnuel, inscrites: frozenset[date]) -> ReleveAnnuel:
    dits = {(jour.year, jour.month) for jour in inscrites}
    return replace(
        releve, muets=tuple(mois.debut for mois in releve.mois if (mois.debut.year, mois.debut.month) not in dits)
    )


def _periodes_de_nuit(dispositif_id: int) -> Periodes:
    periodes: dict[str, list[tuple[date, date | None]]] = defaultdict(list)
    for ligne in periodes_pour_le_compte(dispositif_id):
        if ligne["modalite"] == NUIT:
            periodes[ligne["jeune_id"]].append((ligne["debut"], ligne["fin"]))
    return periodes
