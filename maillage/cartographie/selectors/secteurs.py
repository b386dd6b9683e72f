"""Who answers where: sectors in force, conflicts, holes, and the ones able to answer near a place."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from maillage.cartographie.domain.temps import ABSENT, Point, Provenance
from maillage.cartographie.fournisseurs import Fournisseur
from maillage.cartographie.models import Ecole, Secteur
from maillage.cartographie.selectors.offre import FiltresOffre, LigneOffre, offre
from maillage.socle.acteur import Acces, Acteur
from maillage.structures import selectors as structures
from maillage.territoire import selectors as territoire
from maillage.territoire.domain.noms import nom_de_recherche
from maillage.territoire.domain.positions import defaut_de

NOMBRE_DE_CAPABLES = 8
UNITE = 1_000_000


@dataclass(frozen=True)
class FiltresSecteurs:
    """What the address of the list says; `etat`: « conflits » keeps only places claimed by several dispositifs."""

    departement: str = ""
    public: str = ""
    etat: str = ""
    recherche: str = ""
    tri: str = "lieu"


TRIS = {
    "lieu": ("commune__nom", "ecole__nom", "public", "pk"),
    "public": ("public", "commune__nom", "ecole__nom", "pk"),
    "dispositif": ("dispositif__nom", "commune__nom", "ecole__nom", "pk"),
}


def en_vigueur(le: dt.date) -> QuerySet[Secteur]:
    """Return the sectors in force that day, with everything a line shows."""
    valables = Secteur.objects.filter(Q(fin__isnull=True) | Q(fin__gte=le), debut__lte=le)
    return valables.select_related("dispositif", "commune", "ecole__commune")


def secteurs(filtres: FiltresSecteurs, le: dt.date) -> QuerySet[Secteur]:
    """Return the sectors that fit, sorted (conflicts cost one query more)."""
    trouves = en_vigueur(le)
    if filtres.departement:
        ici = Q(commune__departement=filtres.departement) | Q(ecole__commune__departement=filtres.departement)
        trouves = trouves.filter(ici)
    if filtres.public:
        trouves = trouves.filter(public=filtres.public)
    if cherche := nom_de_recherche(filtres.recherche):
        trouves = trouves.filter(
            Q(commune__nom_recherche__contains=cherche)
            | Q(ecole__nom__icontains=filtres.recherche)
            | Q(ecole__uai__iexact=filtres.recherche)
            | Q(dispositif__nom__icontains=filtres.recherche)
        )
    if filtres.etat == "conflits":
        trouves = trouves.filter(pk__in=cles_en_conflit(le))
    premier, *suite = TRIS.get(filtres.tri.removeprefix("-"), TRIS["lieu"])
    return trouves.order_by(f"-{premier}" if filtres.tri.startswith("-") else premier, *suite)


def cles_en_conflit(le: dt.date) -> set[int]:
    """Return the keys of the sectors whose place and public another dispositif claims too (1 query)."""
    groupes: dict[tuple[Any, ...], list[tuple[int, int]]] = defaultdict(list)
    lignes = en_vigueur(le).order_by().values_list("pk", "dispositif_id", "public", "commune_id", "ecole_id")
    for pk, dispositif, *lieu in lignes:
        groupes[tuple(lieu)].append((pk, dispositif))
    return {pk for membres in groupes.values() if len({d for _, d in membres}) > 1 for pk, _ in membres}


def trous(departement: str, public: str, le: dt.date) -> list[Any]:
    """Return the communes of a département for which nobody answers for this public (2 queries)."""
    tenues = en_vigueur(le).filter(public=public, commune__departement=departement).values_list("commune_id", flat=True)
    couvertes = set(tenues)
    return [commune for commune in territoire.communes_du_departement(departement) if commune.pk not in couvertes]


def dispositifs_inscriptibles(acteur: Acteur) -> QuerySet[Any]:
    """Return the dispositifs for which the acting person may write sectors."""
    return structures.dispositifs_visibles(acteur, "secteurs", Acces.ECRITURE)


def secteur(pk: int) -> Secteur | None:
    return Secteur.objects.select_related("dispositif", "commune", "ecole").filter(pk=pk).first()


def ecole_par_uai(uai: str) -> Ecole | None:
    """Return an open school by its number."""
    return Ecole.objects.select_related("commune").filter(uai=uai.strip().upper(), ferme_le=None).first()


def ecoles_par_uai(numeros: Collection[str]) -> dict[str, Ecole]:
    return {ecole.uai: ecole for ecole in Ecole.objects.filter(uai__in=numeros, ferme_le=None)}


@dataclass(frozen=True)
class Capable:
    """An establishment able to answer, and its way; None without a time."""

    ligne: LigneOffre
    minutes: float | None
    km: float | None


@dataclass(frozen=True)
class Lieu:
    """Where the question is asked from."""

    commune: Any
    lon: float
    lat: float
    ecole: Ecole | None = None
    approche: bool = False


def responsables(lieu: Lieu, public: str, le: dt.date) -> list[Secteur]:
    """Return the sectors that answer: those of the school first, else those of the commune (2 queries at most)."""
    du_public = en_vigueur(le).filter(public=public).order_by("dispositif__nom", "pk")
    de_l_ecole = list(du_public.filter(ecole=lieu.ecole)) if lieu.ecole else []
    return de_l_ecole or list(du_public.filter(commune_id=lieu.commune.pk))


def contacts(lignes: Sequence[LigneOffre], dispositif_id: int) -> list[LigneOffre]:
    """Return the establishments of a dispositif among these lines: where to call."""
    return [ligne for ligne in lignes if dispositif_id in {pk for pk, _, _ in ligne.dispositifs}]


def offre_du_public(public: str, le: dt.date) -> list[LigneOffre]:
    """Return every establishment able to take this public, with a sound position (2 queries)."""
    lignes = offre(FiltresOffre(le=le, public=public))
    return [ligne for ligne in lignes if defaut_de(ligne.lon, ligne.lat) is None]


def capables(
    lieu: Lieu, lignes: Sequence[LigneOffre], fournisseur: Fournisseur
) -> tuple[list[Capable], Provenance | None]:
    """Return the nearest ones by time, and where the times come from. Raises FournisseurIndisponibleError."""
    if not lignes:
        return [], None
    points = [Point(ligne.finess or f"E{ligne.pk}", ligne.lon or 0.0, ligne.lat or 0.0) for ligne in lignes]
    trajets = fournisseur.mesurer([Point(str(lieu.commune.pk), lieu.lon, lieu.lat)], points)
    mesures = zip(lignes, trajets.minutes[0].tolist(), trajets.km[0].tolist(), strict=True)
    trouves = [Capable(ligne, _decimal(minutes), _decimal(km)) for ligne, minutes, km in mesures]
    trouves.sort(key=lambda c: (c.minutes is None, c.minutes or 0.0, c.ligne.nom, c.ligne.pk))
    return trouves[:NOMBRE_DE_CAPABLES], trajets.provenance


def _decimal(millioniemes: int) -> float | None:
    return None if millioniemes == ABSENT else round(millioniemes / UNITE, 1)
