"""What « Aujourd'hui » is made of, as data: pages of other contexts named by address, shown as fragments or as links."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from maillage.comptes import selectors as comptes
from maillage.portail.dispositif_courant import DispositifCourant
from maillage.portail.navigation import Entree, adresse
from maillage.socle import selectors as socle
from maillage.socle.acteur import Acteur
from maillage.socle.models import NatureTrace

REFUS_RECENTS = dt.timedelta(days=7)


@dataclass(frozen=True)
class BlocDeclare:
    """A part of the home page: the page it leads to, and the fragment (same rights) that shows its essence, if there is one."""

    titre: str
    phrase: str
    page: Entree
    fragment: Entree | None = None


@dataclass(frozen=True)
class Bloc:
    """A part as drawn; `fragment` is an address to load, or nothing."""

    titre: str
    phrase: str
    url: str
    icone: str
    fragment: str


@dataclass(frozen=True)
class Repere:
    """A count of the day that leads to the list behind it."""

    valeur: int
    libelle: str
    url: str


BLOCS: tuple[BlocDeclare, ...] = ()


def blocs_de(acteur: Acteur, courant: DispositifCourant | None) -> list[Bloc]:
    """Return the parts open to the person, in the order of the table; those of pages not installed are left out."""
    dessines = [(declare, adresse(declare.page, acteur, courant)) for declare in BLOCS]
    return [
        Bloc(
            declare.titre,
            declare.phrase,
            url,
            declare.page.icone,
            adresse(declare.fragment, acteur, courant) if declare.fragment else "",
        )
        for declare, url in dessines
        if url
    ]


def reperes_de(acteur: Acteur, aujourd_hui: dt.date) -> list[Repere]:
    """Return what whoever keeps accounts or the journal has to look at today."""
    reperes = []
    if acteur.peut("comptes"):
        nombre = comptes.habilitations_qui_finissent(
            acteur, debut=aujourd_hui, fin=aujourd_hui + comptes.FIN_PROCHE
        ).count()
        url = f"{reverse('comptes:personnes')}?{urlencode({'etat': comptes.ETAT_FIN_PROCHE})}"
        reperes.append(
            Repere(nombre, "habilitation finit dans les 30 jours,habilitations finissent dans les 30 jours", url)
        )
    if acteur.peut("journal"):
        debut = aujourd_hui - REFUS_RECENTS
        nombre = socle.journal(acteur, socle.FiltreJournal(nature=NatureTrace.REFUS, debut=debut)).count()
        url = f"{reverse('comptes:journal')}?{urlencode({'nature': NatureTrace.REFUS, 'debut': debut})}"
        reperes.append(Repere(nombre, "accès refusé depuis sept jours,accès refusés depuis sept jours", url))
    return reperes
