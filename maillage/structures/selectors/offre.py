"""Reads of the authorised offer at a date: capacities with their establishment, who is in a dispositif, where professionals start their day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, fields

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from maillage.structures.models import Affectation, CapaciteAutorisee, Dispositif, Rattachement
from maillage.structures.referentiels import modes
from maillage.structures.selectors.dispositifs import _en_cours


@dataclass(frozen=True)
class LigneCapacite:
    """A line of authorised capacity; `nombre` is None when the file gives none, `situation_le` the date of the file that says it."""

    etablissement_id: int
    nom: str
    finess: str | None
    categorie: str
    organisme: str | None
    telephone: str
    commune: str | None
    commune_nom: str | None
    departement: str | None
    lon: float | None
    lat: float | None
    situation_le: dt.date | None
    mode: str
    public: str
    nombre: int | None

    @property
    def modalites(self) -> tuple[str, ...]:
        """What the mode says of the modalities, nothing when it does not."""
        return modes()[self.mode].modalites if self.mode in modes() else ()


CHEMINS = {
    "nom": "etablissement__nom",
    "finess": "etablissement__finess",
    "categorie": "etablissement__categorie",
    "organisme": "etablissement__organisme__nom",
    "telephone": "etablissement__telephone",
    "commune": "etablissement__commune_id",
    "commune_nom": "etablissement__commune__nom",
    "departement": "etablissement__commune__departement",
    "lon": "etablissement__lon",
    "lat": "etablissement__lat",
    "situation_le": "etablissement__situation_le",
}


def capacites_le(le: dt.date) -> list[LigneCapacite]:
    """Return every capacity in force on that day, of establishments open that day (1 query): FINESS is a public register."""
    valables = CapaciteAutorisee.objects.filter(
        Q(debut__isnull=True) | Q(debut__lte=le),
        Q(fin__isnull=True) | Q(fin__gte=le),
        Q(etablissement__ouvert_le__isnull=True) | Q(etablissement__ouvert_le__lte=le),
        Q(etablissement__ferme_le__isnull=True) | Q(etablissement__ferme_le__gt=le),
    )
    noms = [CHEMINS.get(champ.name, champ.name) for champ in fields(LigneCapacite)]
    ordre = ("etablissement__commune__departement", "etablissement__nom", "etablissement_id", "public", "mode", "pk")
    return [LigneCapacite(*ligne) for ligne in valables.order_by(*ordre).values_list(*noms)]


def dispositifs_des_etablissements(le: dt.date) -> dict[int, list[tuple[int, str, str]]]:
    """Return (key, name, public code) of the dispositifs of each attached establishment that day (1 query)."""
    lignes = Rattachement.objects.filter(_en_cours(le, le)).order_by("dispositif__nom", "pk")
    trouves: dict[int, list[tuple[int, str, str]]] = {}
    noms = ("etablissement_id", "dispositif_id", "dispositif__nom", "dispositif__code")
    for etablissement, pk, nom, code in lignes.values_list(*noms):
        trouves.setdefault(etablissement, []).append((pk, nom, code))
    return trouves


@dataclass(frozen=True)
class LieuDeDepart:
    """A unit where `nombre` professionals of a dispositif start their day; nobody is named."""

    dispositif_id: int
    unite: str
    lon: float
    lat: float
    nombre: int


def lieux_de_depart(dispositifs: Collection[int], le: dt.date) -> list[LieuDeDepart]:
    """Return where the professionals of these dispositifs start their day: the placed units of their assignments (1 query)."""
    affectations = Affectation.objects.filter(_en_cours(le, le), dispositif_id__in=dispositifs, unite__isnull=False)
    places = affectations.annotate(
        x=Coalesce(F("unite__lon"), F("unite__commune__lon")), y=Coalesce(F("unite__lat"), F("unite__commune__lat"))
    ).filter(x__isnull=False, y__isnull=False)
    lignes = places.values("dispositif_id", "unite_id", "unite__nom", "x", "y").annotate(
        personnes=Count("professionnel_id", distinct=True)
    )
    return [
        LieuDeDepart(*ligne)
        for ligne in lignes.order_by("dispositif_id", "unite_id").values_list(
            "dispositif_id", "unite__nom", "x", "y", "personnes"
        )
    ]


def territoires_du_departement(departement: str) -> dict[str, list[tuple[int, str, str]]]:
    """Return (key, name, public code) of the dispositifs that say they intervene in each commune of a département (1 query)."""
    liens = Dispositif.communes.through.objects.filter(commune__departement=departement)
    lignes = liens.order_by("commune_id", "dispositif__nom", "dispositif_id")
    trouves: dict[str, list[tuple[int, str, str]]] = {}
    for commune, pk, nom, code in lignes.values_list(
        "commune_id", "dispositif_id", "dispositif__nom", "dispositif__code"
    ):
        trouves.setdefault(commune, []).append((pk, nom, code))
    return trouves
