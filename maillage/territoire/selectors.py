"""Reads of places: communes by code and by name, outlines as GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When

from maillage.territoire.domain.noms import nom_de_recherche
from maillage.territoire.models import AncienneCommune, Commune, Contour, PopulationAge

TRIS = {
    "nom": ("nom_recherche", "code"),
    "departement": ("departement", "nom_recherche", "code"),
    "population": ("population", "nom_recherche", "code"),
    "epci": ("epci_nom", "nom_recherche", "code"),
}


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
