"""Reads of places: communes by code and by name, outlines as GeoJSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When

from maillage.socle.reperes import Cadre, Repere
from maillage.territoire.domain.ages import PopulationAges, TrancheAge, completer, lire_ages
from maillage.territoire.domain.noms import nom_de_recherche
from maillage.territoire.models import AncienneCommune, Commune, Contour, NiveauContour, PopulationAge

TRIS = {
    "nom": ("nom_recherche", "code"),
    "departement": ("departement", "nom_recherche", "code"),
    "population": ("population", "nom_recherche", "code"),
    "epci": ("epci_nom", "nom_recherche", "code"),
}

VILLES_NOMMEES = 40
"""Names that a map may write: it places those that find room, more as one draws near."""


@dataclass(frozen=True)
class FiltresCommunes:
    """What the address of the list says; an unknown word filters nothing."""

    recherche: str = ""
    departement: str = ""
    tri: str = "nom"


def commune_par_code(code: str) -> Commune | None:
    """Return the commune of that code, or the one that holds this former code today, or None."""
    ancienne = AncienneCommune.objects.filter(pk=code).values("commune_id")
    connue = Commune.objects.filter(pk=code).first()
    if connue is not None and connue.ferme_le is None:
        return connue
    return Commune.objects.filter(pk__in=ancienne).first() or connue


def communes_par_codes(codes: Iterable[str]) -> list[Commune]:
    """Return the communes of today among these codes."""
    return list(Commune.objects.filter(pk__in=set(codes)))


def communes_connues(codes: Iterable[str]) -> set[str]:
    """Return those of the codes that are communes of today."""
    return set(Commune.objects.filter(pk__in=set(codes), ferme_le=None).values_list("pk", flat=True))


def communes_actuelles(codes: Iterable[str]) -> dict[str, str]:
    """Return, for each known code (of today or former), the code of today; two queries."""
    demandes = set(codes)
    actuelles = {code: code for code in communes_connues(demandes)}
    anciennes = AncienneCommune.objects.filter(pk__in=demandes - actuelles.keys())
    return actuelles | dict(anciennes.values_list("code", "commune_id"))


def centres(codes: Collection[str]) -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of the point of each commune (WGS84), without those that have none."""
    trouvees = Commune.objects.filter(pk__in=codes, lon__isnull=False, lat__isnull=False)
    return {
        code: (lon, lat)
        for code, lon, lat in trouvees.values_list("code", "lon", "lat")
        if lon is not None and lat is not None
    }


def communes_des_territoires(niveau: str, codes: Collection[str]) -> dict[str, frozenset[str]]:
    """Return the communes of today of each territory, by code: communes themselves, intercommunalités, départements (1 query)."""
    champ = {NiveauContour.COMMUNE: "code", NiveauContour.EPCI: "epci_code"}.get(NiveauContour(niveau), "departement")
    lues = Commune.objects.filter(ferme_le=None, **{f"{champ}__in": codes}).values_list(champ, "code")
    membres: dict[str, set[str]] = defaultdict(set)
    for code, commune in lues:
        membres[code].add(commune)
    return {code: frozenset(communes) for code, communes in membres.items()}


def villes_du_cadre(cadre: Cadre) -> list[Repere]:
    """Return the largest communes that a map shows, the largest first (1 query)."""
    dedans = Commune.objects.filter(
        ferme_le=None, lon__range=(cadre.ouest, cadre.est), lat__range=(cadre.sud, cadre.nord), population__gt=0
    )
    plus_grandes = dedans.order_by("-population", "pk").values_list("nom", "lon", "lat")[:VILLES_NOMMEES]
    return [Repere(nom, lon, lat) for nom, lon, lat in plus_grandes if lon is not None and lat is not None]


def rechercher_communes(texte: str, *, limite: int = 20) -> list[Commune]:
    """Return communes whose name holds `texte`, accents and punctuation ignored, names that begin with it first; a code is recognised too."""
    cherche = nom_de_recherche(texte)
    if not cherche:
        return []
    if cherche[:1].isdigit() or cherche[:2] in {"2a", "2b"}:
        return list(Commune.objects.filter(code__startswith=texte.strip().upper(), ferme_le=None)[:limite])
    rang = Case(
        When(nom_recherche=cherche, then=Value(0)),
        When(nom_recherche__startswith=cherche, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    trouvees = Commune.objects.filter(nom_recherche__contains=cherche, ferme_le=None).annotate(rang=rang)
    return list(trouvees.order_by("rang", "-population", "nom_recherche", "code")[:limite])


def communes(filtres: FiltresCommunes) -> QuerySet[Commune]:
    """Return the communes of today that fit, sorted."""
    trouvees = Commune.objects.filter(ferme_le=None)
    cherche = nom_de_recherche(filtres.recherche)
    if cherche:
        par_code = cherche.isdigit() or cherche[:2] in {"2a", "2b"}
        trouvees = (
            trouvees.filter(code__startswith=cherche.upper())
            if par_code
            else trouvees.filter(nom_recherche__contains=cherche)
        )
    if filtres.departement:
        trouvees = trouvees.filter(departement=filtres.departement)
    premier, *suite = TRIS.get(filtres.tri.removeprefix("-"), TRIS["nom"])
    return trouvees.order_by(f"-{premier}" if filtres.tri.startswith("-") else premier, *suite)


def communes_du_departement(departement: str) -> QuerySet[Commune]:
    """Return the communes of a département, by name."""
    return Commune.objects.filter(departement=departement, ferme_le=None).order_by("nom_recherche", "code")


def departements_charges() -> list[str]:
    """Return the codes of the départements whose communes are loaded, ascending."""
    return list(Commune.objects.order_by("departement").values_list("departement", flat=True).distinct())


def noms_des_contours(niveau: str) -> dict[str, str]:
    """Return the names of the loaded outlines of a level, by code."""
    return dict(Contour.objects.filter(niveau=niveau).order_by("code").values_list("code", "nom"))


def contours(niveau: str, codes: Collection[str] | None = None) -> dict[str, Any]:
    """Return the outlines of a level as a GeoJSON FeatureCollection (WGS84), properties `code`, `nom`, `source`."""
    trouves = Contour.objects.filter(niveau=niveau).order_by("code")
    if codes is not None:
        trouves = trouves.filter(code__in=codes)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": contour.code,
                "properties": {"code": contour.code, "nom": contour.nom, "source": contour.source},
                "geometry": json.loads(contour.geojson),
            }
            for contour in trouves
        ],
    }


CODES_DANS_LA_REQUETE = 500
"""Above it, the whole table is read: a longer « IN » costs more, and a database may refuse it."""


@dataclass(frozen=True)
class PopulationLue:
    """How many people of the asked ages, for which year, and whether some of it is estimated."""

    nombre: int
    annee: int
    estimation: bool


def population_des_ages(codes: Collection[str], age_min: int, age_max: int) -> dict[str, PopulationLue]:
    """Return, for each commune that says it, the people of these ages: counted first, then the newest year (one query)."""
    lignes = PopulationAge.objects.filter(age_min=age_min, age_max=age_max).order_by("-estimation", "annee")
    if len(codes) <= CODES_DANS_LA_REQUETE:
        lignes = lignes.filter(commune__in=codes)
    return {
        commune: PopulationLue(nombre, annee, estimation)
        for commune, nombre, annee, estimation in lignes.values_list("commune_id", "nombre", "annee", "estimation")
    }


def populations_des_ages(habitants: Mapping[str, int], age_min: int, age_max: int) -> dict[str, PopulationAges]:
    """Return the people of these ages in each of these communes (code: everyone) and how it is known; empty when no file says ages (one query)."""
    lignes = PopulationAge.objects.order_by("pk")
    if len(habitants) <= CODES_DANS_LA_REQUETE:
        lignes = lignes.filter(commune__in=list(habitants))
    tranches: dict[str, list[TrancheAge]] = defaultdict(list)
    colonnes = ("commune_id", "age_min", "age_max", "nombre", "annee", "estimation")
    for commune, debut, fin, nombre, annee, estimation in lignes.values_list(*colonnes):
        tranches[commune].append(TrancheAge(debut, fin, nombre, annee, estimation))
    lues = {code: lire_ages(tranches[code], age_min, age_max) for code in habitants if code in tranches}
    return completer({code: lue for code, lue in lues.items() if lue is not None}, habitants)


def chiffres_par_departement() -> dict[str, tuple[int, int, int]]:
    """Return population, number of communes and number of EPCI of each loaded département (one query)."""
    lignes = Commune.objects.filter(ferme_le=None).order_by("departement").values("departement")
    comptes = lignes.annotate(
        population_totale=Sum("population"),
        communes=Count("pk"),
        epci=Count("epci_code", distinct=True, filter=~Q(epci_code="")),
    )
    return {
        code: (population or 0, communes, epci)
        for code, population, communes, epci in comptes.values_list(
            "departement", "population_totale", "communes", "epci"
        )
    }
