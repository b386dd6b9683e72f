"""Scenarios of antennes kept, and what one is computed with: the sites of a dispositif and the communes of its territory."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet

from maillage.cartographie.domain.scenarios import HypothesesDeplacements, LieuDeBesoin, SiteEtudie
from maillage.cartographie.models import ScenarioAntenne
from maillage.cartographie.permissions import ANTENNES
from maillage.cartographie.referentiels.transport import conventions_antennes
from maillage.socle.acteur import Acteur
from maillage.socle.vocabulaire import Modalite
from maillage.structures import selectors as structures
from maillage.territoire import selectors as territoire
from maillage.territoire.domain.positions import defaut_de

DECLARE, DEPARTEMENT = "declare", "departement"
TERRITOIRES = {DECLARE: "Le territoire déclaré du dispositif", DEPARTEMENT: "Tout son département"}
TRIS = {"nom": ("nom", "pk"), "demande": ("demandee_le", "pk"), "dispositif": ("dispositif__nom", "-demandee_le")}


@dataclass(frozen=True)
class FiltresScenarios:
    recherche: str = ""
    dispositif: str = ""
    retires: bool = False
    tri: str = "-demande"


def scenarios(acteur: Acteur, filtres: FiltresScenarios) -> QuerySet[ScenarioAntenne]:
    """Return the scenarios of the dispositifs open to the person."""
    lus = _visibles(acteur).filter(retire_le__isnull=not filtres.retires)
    if filtres.dispositif:
        lus = lus.filter(dispositif__code=filtres.dispositif)
    if filtres.recherche:
        lus = lus.filter(Q(nom__icontains=filtres.recherche) | Q(dispositif__nom__icontains=filtres.recherche))
    premier, *suite = TRIS.get(filtres.tri.removeprefix("-"), TRIS["demande"])
    return lus.order_by(f"-{premier}" if filtres.tri.startswith("-") else premier, *suite)


def scenario(acteur: Acteur, pk: int) -> ScenarioAntenne | None:
    return _visibles(acteur).filter(pk=pk).first()


def _visibles(acteur: Acteur) -> QuerySet[ScenarioAntenne]:
    dispositifs = structures.dispositifs_visibles(acteur, ANTENNES)
    return ScenarioAntenne.objects.filter(dispositif__in=dispositifs).select_related("dispositif")


def sites_du_dispositif(dispositif_id: int, le: dt.date) -> list[SiteEtudie]:
    """Return its establishments and antennes that are open and have a point (3 queries)."""
    sites = [
        SiteEtudie(f"E{e.pk}", e.nom, e.lon, e.lat, existant=True)
        for e in structures.etablissements_du_dispositif(dispositif_id, le, le)
        if e.lon is not None and e.lat is not None and defaut_de(e.lon, e.lat) is None
    ]
    for unite in structures.unites_du_dispositif(dispositif_id):
        ouverte = unite.fermee_le is None or unite.fermee_le > le
        lon, lat = _position(unite)
        if ouverte and unite.nature == "ANTENNE" and lon is not None and lat is not None:
            sites.append(SiteEtudie(f"U{unite.pk}", unite.nom, lon, lat, existant=True))
    return sites


def _position(unite: Any) -> tuple[float | None, float | None]:
    if unite.lon is not None and unite.lat is not None:
        return unite.lon, unite.lat
    return (unite.commune.lon, unite.commune.lat) if unite.commune else (None, None)


def lieux_de_besoin(scenario: ScenarioAntenne) -> list[LieuDeBesoin]:
    """Return the communes of the territory asked about, with their population (1 query)."""
    declarees = scenario.dispositif.communes.all()
    lues = declarees if scenario.hypotheses.get("territoire") == DECLARE else ()
    communes = list(lues) or list(territoire.communes_du_departement(scenario.dispositif.departement))
    return [
        LieuDeBesoin(c.pk, c.nom, c.lon, c.lat, c.population or 0)
        for c in sorted(communes, key=lambda c: c.pk)
        if c.lon is not None and c.lat is not None
    ]


def sites_etudies(scenario: ScenarioAntenne, lieux: list[LieuDeBesoin], le: dt.date) -> list[SiteEtudie]:
    """Return existing sites and candidates, sorted by id; without a candidate named, the most populated communes of the territory."""
    existants = [
        SiteEtudie(s.id, s.nom, s.lon, s.lat, existant=True, quitte=s.id in scenario.quittes)
        for s in sites_du_dispositif(scenario.dispositif_id, le)
    ]
    return sorted([*existants, *_candidats(scenario, lieux, le)], key=lambda site: site.id)


def _candidats(scenario: ScenarioAntenne, lieux: list[LieuDeBesoin], le: dt.date) -> list[SiteEtudie]:
    if not scenario.candidats:
        peuples = sorted(lieux, key=lambda lieu: (-lieu.population, lieu.id))[: conventions_antennes(le).candidats_max]
        return [SiteEtudie(lieu.id, lieu.nom, lieu.lon, lieu.lat) for lieu in peuples]
    communes = {c.pk: c for c in territoire.communes_par_codes(x["commune"] for x in scenario.candidats)}
    return [
        SiteEtudie(c.pk, c.nom, c.lon, c.lat, loyer=lu.get("loyer"))
        for lu in scenario.candidats
        if (c := communes.get(lu["commune"])) is not None and c.lon is not None and c.lat is not None
    ]


def hypotheses_de(scenario: ScenarioAntenne) -> HypothesesDeplacements:
    lues = scenario.hypotheses
    return HypothesesDeplacements(int(lues["jeunes"]), Fraction(str(lues["visites_semaine"])), int(lues["semaines"]))


def jeunes_suivis_dehors(dispositif_id: int, le: dt.date) -> int:
    """Return the places in ordinary settings: how many young people are visited, until someone says better (1 query)."""
    return structures.places_du_jour(dispositif_id, le).get(Modalite.PMO, 0)
