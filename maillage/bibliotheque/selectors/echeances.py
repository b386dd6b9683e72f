"""The deadlines of the library: sheets to read over, sheets to look at again before a date."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from dateutil.relativedelta import relativedelta
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.vocabulaire import LUES, Visibilite
from maillage.bibliotheque.models import Fiche
from maillage.bibliotheque.permissions import BIBLIOTHEQUE, MISSION
from maillage.bibliotheque.permissions import RELECTURE as RELECTURE_RESEAU
from maillage.bibliotheque.selectors.lecture import fiches_a_relire, fiches_tenues
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.echeances import Echeance, EcheanceSituee

LIEU = "Bibliothèque"
REVUE, RELECTURE = "Revue d'une fiche", "Relecture d'une fiche"


class DispositifNomme(Protocol):
    """The dispositif whose list is drawn."""

    @property
    def pk(self) -> int: ...


def echeances(acteur: Acteur, dispositif: DispositifNomme, *, le: dt.date) -> list[Echeance]:
    """Return what the person keeps up or reads over: their own, and the inner sheets of this dispositif (2 queries)."""
    if not acteur.peut(BIBLIOTHEQUE, Acces.ECRITURE):
        return []
    d_ici = ~Q(visibilite=Visibilite.DISPOSITIF) | Q(dispositif_id=dispositif.pk)
    return echeances_de(acteur, le=le, condition=d_ici)


def echeances_de_la_portee(acteur: Acteur, *, le: dt.date) -> list[EcheanceSituee]:
    """Return what waits in the library for those who read over for the whole network; nothing for anyone else (2 queries)."""
    if not (acteur.peut(RELECTURE_RESEAU, Acces.ECRITURE) or acteur.peut(MISSION, Acces.ECRITURE)):
        return []
    return [EcheanceSituee(LIEU, "", echeance) for echeance in echeances_de(acteur, le=le)]


def echeances_de(acteur: Acteur, *, le: dt.date, condition: Q | None = None) -> list[Echeance]:
    """Return what waits for the person in the whole library, those they read over first."""
    voulues = condition or Q()
    relectures = [_relecture(fiche) for fiche in fiches_a_relire(acteur).filter(voulues).select_related("travail")]
    horizon = le + relativedelta(days=referentiels.delais().alerte_jours)
    tenues = fiches_tenues(acteur).filter(voulues, etat__in=LUES, revoir_le__isnull=False, revoir_le__lte=horizon)
    return relectures + [_revue(fiche) for fiche in tenues.order_by(F("revoir_le").asc(), "pk")]


def _relecture(fiche: Fiche) -> Echeance:
    travail = fiche.travail
    ecrite = timezone.localdate(travail.ecrite_le) if travail else timezone.localdate()
    return Echeance(
        RELECTURE,
        f"Relire la fiche « {travail.titre if travail else fiche.titre} »",
        ecrite + relativedelta(days=referentiels.delais().relecture_jours),
        reverse("bibliotheque:fiche", args=[fiche.identifiant]),
        precision=f"écrite par {travail.auteur if travail else fiche.auteur}",
    )


def _revue(fiche: Fiche) -> Echeance:
    assert fiche.revoir_le is not None
    return Echeance(
        REVUE,
        f"Revoir la fiche « {fiche.titre} »",
        fiche.revoir_le,
        reverse("bibliotheque:fiche", args=[fiche.identifiant]),
        precision="est-elle encore juste ?",
    )
