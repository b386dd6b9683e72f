"""The figures of technical support over a period: requests, visits, kilometres, by kind of action and by département."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Count, Q, Sum

from maillage.soutien import referentiels
from maillage.soutien.domain.vocabulaire import EtatDemandeSoutien, EtatRecommandation, EtatVisite, SourceKilometres
from maillage.soutien.models import ActionSoutien, DemandeSoutien, Recommandation, SituationAnalysee, VisiteSoutien


@dataclass(frozen=True)
class ParGenre:
    """What was done of one of the seven kinds: requests, visits held, actions of a plan done."""

    genre: str
    demandes: int
    visites: int
    actions: int


@dataclass(frozen=True)
class ParDepartement:
    """Requests, dispositifs supported, visits and kilometres of a département."""

    departement: str
    demandes: int
    dispositifs: int
    visites: int
    km: Decimal


@dataclass(frozen=True)
class ChiffresSoutien:
    """All that is counted of a period, both days included."""

    debut: dt.date
    fin: dt.date
    demandes: int
    closes: int
    dispositifs: int
    visites: int
    a_distance: int
    heures: Decimal
    km: Decimal
    km_estimes: Decimal
    rencontres: int
    situations: int
    recommandations: int
    suivies: int
    qualification: Decimal | None
    genres: tuple[ParGenre, ...]
    departements: tuple[ParDepartement, ...]


def compter(debut: dt.date, fin: dt.date) -> ChiffresSoutien:
    """Return the figures (10 queries): requests by the day received, visits held by their day."""
    recues = DemandeSoutien.objects.filter(recue_le__range=(debut, fin))
    tenues = VisiteSoutien.objects.filter(etat=EtatVisite.TENUE, le__range=(debut, fin))
    totaux = tenues.order_by().aggregate(
        n=Count("pk"),
        distance=Count("pk", filter=Q(a_distance=True)),
        minutes=Sum("duree_minutes"),
        parcourus=Sum("km"),
        estimes=Sum("km", filter=Q(km_source=SourceKilometres.ESTIMATION)),
        vus=Sum("participants"),
    )
    proposees = Recommandation.objects.filter(proposee_le__range=(debut, fin))
    delais = [
        (q - r).days for r, q in recues.filter(qualifiee_le__isnull=False).values_list("recue_le", "qualifiee_le") if q
    ]
    touches = {*recues.values_list("dispositif_id", flat=True), *tenues.values_list("dispositif_id", flat=True)}
    return ChiffresSoutien(
        debut,
        fin,
        demandes=recues.count(),
        closes=recues.filter(etat=EtatDemandeSoutien.CLOSE).count(),
        dispositifs=len(touches),
        visites=totaux["n"],
        a_distance=totaux["distance"],
        heures=Decimal(totaux["minutes"] or 0) / 60,
        km=totaux["parcourus"] or Decimal(0),
        km_estimes=totaux["estimes"] or Decimal(0),
        rencontres=totaux["vus"] or 0,
        situations=SituationAnalysee.objects.filter(le__range=(debut, fin)).count(),
        recommandations=proposees.count(),
        suivies=proposees.filter(etat=EtatRecommandation.FAITE).count(),
        qualification=Decimal(str(median(delais))) if delais else None,
        genres=_par_genre(recues, tenues, debut, fin),
        departements=_par_departement(recues, tenues),
    )


def _comptes(lignes: Any, champ: str) -> dict[str, int]:
    return dict(lignes.order_by().values(champ).annotate(n=Count("pk")).values_list(champ, "n"))


def _par_genre(recues: Any, tenues: Any, debut: dt.date, fin: dt.date) -> tuple[ParGenre, ...]:
    faites = ActionSoutien.objects.filter(etat="FAITE", close_le__range=(debut, fin))
    demandes, visites, actions = (_comptes(lignes, "genre") for lignes in (recues, tenues, faites))
    return tuple(
        ParGenre(code, demandes.get(code, 0), visites.get(code, 0), actions.get(code, 0))
        for code in referentiels.genres()
    )


def _par_departement(recues: Any, tenues: Any) -> tuple[ParDepartement, ...]:
    champ = "dispositif__departement"
    demandes = _comptes(recues, champ)
    visites = {
        code: (n, km or Decimal(0))
        for code, n, km in tenues.order_by()
        .values(champ)
        .annotate(n=Count("pk"), k=Sum("km"))
        .values_list(champ, "n", "k")
    }
    touches: dict[str, set[int]] = {}
    for lignes in (recues, tenues):
        for code, cle in lignes.order_by().values_list(champ, "dispositif_id").distinct():
            touches.setdefault(code, set()).add(cle)
    return tuple(
        ParDepartement(code, demandes.get(code, 0), len(touches[code]), *visites.get(code, (0, Decimal(0))))
        for code in sorted(touches)
    )
