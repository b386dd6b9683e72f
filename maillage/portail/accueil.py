"""What whoever keeps accounts or the journal looks at first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from maillage.comptes import selectors as comptes
from maillage.portail.echeances.portee import MOTS_PAR_ETAT, comptes_de_la_portee
from maillage.portail.echeances.portee import SECTION as PORTEE
from maillage.socle import selectors as socle
from maillage.socle.acteur import Acteur
from maillage.socle.domain.echeances import EtatEcheance
from maillage.socle.models import NatureTrace

REFUS_RECENTS = dt.timedelta(days=7)


@dataclass(frozen=True)
class Repere:
    """A count of the day that leads to the list behind it."""

    valeur: int
    libelle: str
    url: str


def reperes_de(acteur: Acteur, aujourd_hui: dt.date) -> list[Repere]:
    """Return what whoever keeps accounts or the journal has to look at today, nothing when there is nothing."""
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
    if acteur.peut(PORTEE):
        comptes_ = comptes_de_la_portee(acteur, le=aujourd_hui)
        url = f"{reverse('portail:echeances_portee')}?etat="
        echues, proches = comptes_[EtatEcheance.ECHUE], comptes_[EtatEcheance.PROCHE]
        reperes.append(Repere(echues, "échéance passée,échéances passées", url + MOTS_PAR_ETAT[EtatEcheance.ECHUE]))
        libelle = "échéance dans les trois mois,échéances dans les trois mois"
        reperes.append(Repere(proches, libelle, url + MOTS_PAR_ETAT[EtatEcheance.PROCHE]))
    return [repere for repere in reperes if repere.valeur]
