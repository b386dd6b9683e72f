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
from maillage.cartographie.selectors.departs import Depart
from maillage.cartographie.selectors.offre import FiltresOffre, LigneOffre, offre
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.vocabulaire import Modalite
from maillage.structures import selectors as structures
from maillage.territoire import selectors as territoire
from maillage.territoire.domain.noms import nom_de_recherche
from maillage.territoire.domain.positions import defaut_de

UNITE = 1_000_000


@dataclass(frozen=True)
class FiltresSecteurs:
    """What the address of the list says; `etat`: places claimed by several dispositifs, or communes that nobody answers for."""

    departement: str = ""
    public: str = ""
    etat: str = ""
    recherche: str = ""
    tri: str = "lieu"


CONFLITS, TROUS = "conflits", "trous"
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
    if filtres.etat == TROUS:
        return trouves.none()
    if filtres.etat == CONFLITS:
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


def trous_des_filtres(filtres: FiltresSecteurs, le: dt.date) -> list[Any] | None:
    """Return the communes without an answer that go with a list of sectors; None without both a département and a public."""
    if not filtres.departement or not filtres.public:
        return None
    if filtres.etat not in {"", TROUS}:
        return []
    cherche = nom_de_recherche(filtres.recherche)
    return [commune for commune in trous(filtres.departement, filtres.public, le) if cherche in commune.nom_recherche]


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
    """An establishment able to answer, and its way; None without a time. `depuis`: the unit where its professionals start, empty for its walls."""

    ligne: LigneOffre
    minutes: float | None
    km: float | None
    depuis: str = ""

    @property
    def faute_de_depart(self) -> bool:
        """It goes to people, and nobody knows from where: its walls are taken."""
        return not self.depuis and Modalite.PMO in self.ligne.modalites


@dataclass(frozen=True)
class Lieu:
    """Where the question is asked from; `depuis` says what the times start from."""

    commune: Any
    lon: float
    lat: float
    ecole: Ecole | None = None
    depuis: str = "le centre de la commune"
    approche: bool = False
    au_centre: bool = False


def responsables(lieu: Lieu, public: str, le: dt.date) -> list[Secteur]:
    """Return the sectors that answer: those of the school first, else those of the commune (2 queries at most)."""
    du_public = en_vigueur(le).filter(public=public).order_by("dispositif__nom", "pk")
    de_l_ecole = list(du_public.filter(ecole=lieu.ecole)) if lieu.ecole else []
    return de_l_ecole or list(du_public.filter(commune_id=lieu.commune.pk))


def contacts(lignes: Sequence[LigneOffre], dispositif_id: int) -> list[LigneOffre]:
    """Return the establishments of a dispositif among these lines: where to call."""
    return [ligne for ligne in lignes if dispositif_id in {pk for pk, _, _ in ligne.dispositifs}]


def offre_du_public(public: str, le: dt.date, modalite: str = "") -> list[LigneOffre]:
    """Return every establishment able to take this public, with a sound position (2 queries)."""
    lignes = offre(FiltresOffre(le=le, public=public, modalite=modalite))
    return [ligne for ligne in lignes if defaut_de(ligne.lon, ligne.lat) is None]


def capables(
    lieu: Lieu, lignes: Sequence[LigneOffre], departs: Sequence[Depart], fournisseur: Fournisseur
) -> tuple[list[Capable], Provenance | None]:
    """Return all of them, the nearest first, each from its nearest departure, and where the times come from. Raises FournisseurIndisponibleError."""
    if not departs:
        return [], None
    ici = Point(str(lieu.commune.pk), lieu.lon, lieu.lat)
    trajets = fournisseur.mesurer([ici], [depart.point for depart in departs])
    trouves: dict[int, Capable] = {}
    mesures = zip(departs, trajets.minutes[0].tolist(), trajets.km[0].tolist(), strict=True)
    for depart, minutes, km in sorted(mesures, key=lambda mesure: (mesure[1] == ABSENT, mesure[1])):
        ligne = lignes[depart.rang]
        trouves.setdefault(depart.rang, Capable(ligne, _decimal(minutes), _decimal(km), depart.unite))
    tries = sorted(trouves.values(), key=lambda c: (c.minutes is None, c.minutes or 0.0, c.ligne.nom, c.ligne.pk))
    return tries, trajets.provenance


def _decimal(millioniemes: int) -> float | None:
    return None if millioniemes == ABSENT else round(millioniemes / UNITE, 1)
