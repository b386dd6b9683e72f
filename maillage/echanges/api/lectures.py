"""Événements between the ledger and the API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone

from maillage.agenda import selectors as agendas
from maillage.agenda.domain.erreurs import ErreurAgenda, Introuvable
from maillage.agenda.domain.etat import DispositifVise, SaisieEvenement
from maillage.agenda.domain.heures import PARIS, bornes
from maillage.agenda.selectors.cartes import evenements_visibles
from maillage.agenda.selectors.echange import inscrits_par_evenement
from maillage.echanges.api.schemas import EvenementEcrit
from maillage.socle.acteur import Acteur

CHAMPS = ("identifiant", "version", "debut", "fin", "titre", "categorie", "modalite", "lieu_type", "lieu", "statut")


def evenements_lus(
    acteur: Acteur, dispositif: DispositifVise, debut: dt.date, fin: dt.date, *, page: int, par_page: int
) -> dict[str, Any]:
    """Return one page of événements (4 queries); a page past the last is empty."""
    commence, finit = bornes(debut, fin)
    trouves = evenements_visibles(acteur, dispositif).filter(debut__gte=commence, debut__lt=finit)
    lot = Paginator(trouves.order_by("debut", "fin", "pk"), par_page).get_page(page)
    lus = list(lot) if lot.number == page else []
    return {
        "total": lot.paginator.count,
        "suivante": lot.next_page_number() if lus and lot.has_next() else None,
        "evenements": _lire(lus),
    }


def evenement_lu(acteur: Acteur, dispositif: DispositifVise, identifiant: str) -> dict[str, Any]:
    """Return one événement. Raise Introuvable."""
    trouve = evenements_visibles(acteur, dispositif).filter(identifiant=identifiant).first()
    if trouve is None:
        raise Introuvable("Cet événement n'existe pas, ou plus, dans ce dispositif.")
    return _lire([trouve])[0]


def _lire(evenements: list[Any]) -> list[dict[str, Any]]:
    inscrits = inscrits_par_evenement([evenement.pk for evenement in evenements])
    return [
        {
            **{champ: getattr(evenement, champ) for champ in CHAMPS},
            "debut": timezone.localtime(evenement.debut, PARIS),
            "fin": timezone.localtime(evenement.fin, PARIS),
            "jeunes": inscrits[evenement.pk][0],
            "professionnels": inscrits[evenement.pk][1],
        }
        for evenement in evenements
    ]


def saisie_de(dispositif: DispositifVise, corps: EvenementEcrit) -> SaisieEvenement:
    """Return what is asked of the ledger; identifiers must be of people of this dispositif. Raise ErreurAgenda."""
    debut = en_local(corps.debut, "debut")
    return SaisieEvenement(
        debut=debut,
        fin=en_local(corps.fin, "fin"),
        categorie=corps.categorie.value,
        titre=corps.titre,
        modalite=corps.modalite.value if corps.modalite else "",
        lieu_type=corps.lieu_type.value if corps.lieu_type else "",
        lieu=corps.lieu,
        jeunes=_cles(agendas.jeunes_a_inscrire(dispositif.pk), corps.jeunes, "jeunes"),
        pros=_cles(agendas.pros_a_inscrire(dispositif.pk, debut.date()), corps.professionnels, "professionnels"),
    )


def en_local(moment: dt.datetime, champ: str) -> dt.datetime:
    """Return a moment on the clock of the ledger. Raise ErreurAgenda when it has no zone, or is of another time."""
    if moment.tzinfo is None:
        raise ErreurAgenda("Dites le fuseau de ce moment, par exemple +01:00.", champ=champ)
    if not 1990 <= moment.year <= 2100:
        raise ErreurAgenda("Cette année est hors de l'agenda.", champ=champ)
    return moment.astimezone(PARIS).replace(tzinfo=None)


def _cles(connus: Any, identifiants: Iterable[str], champ: str) -> frozenset[int]:
    voulus = set(identifiants)
    trouves = dict(connus.filter(identifiant__in=voulus).values_list("identifiant", "pk"))
    if inconnus := sorted(voulus - trouves.keys()):
        raise ErreurAgenda(f"Inconnus de ce dispositif : {', '.join(inconnus[:5])}.", champ=champ)
    return frozenset(trouves.values())
