"""Which establishment for which public: the authorised offer at a date, filtered, by establishment and by département."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from maillage.cartographie.referentiels import publics_qui_conviennent
from maillage.structures.presentation import sigle_categorie
from maillage.structures.referentiels import libelle_public
from maillage.structures.selectors.offre import LigneCapacite, capacites_le, dispositifs_des_etablissements
from maillage.territoire.domain.noms import nom_de_recherche

EN_DI, HORS_DI = "oui", "non"


@dataclass(frozen=True)
class FiltresOffre:
    """What the address says; an empty word filters nothing. `compare` is another date to set beside `le`."""

    le: dt.date
    public: str = ""
    departement: str = ""
    modalite: str = ""
    categorie: str = ""
    di: str = ""
    recherche: str = ""
    tri: str = "departement"
    compare: dt.date | None = None


@dataclass(frozen=True)
class LigneOffre:
    """An establishment with what the filters keep of it; `places` is None when the register gives no number at all."""

    pk: int
    nom: str
    finess: str
    categorie: str
    organisme: str
    telephone: str
    commune: str
    departement: str
    lon: float | None
    lat: float | None
    publics: tuple[str, ...]
    modalites: tuple[str, ...]
    places: int | None
    inconnues: int
    dispositifs: tuple[tuple[int, str, str], ...]
    situation_le: dt.date | None

    @property
    def sigle(self) -> str:
        return sigle_categorie(self.categorie)

    @property
    def libelles_publics(self) -> str:
        return ", ".join(libelle_public(code) for code in self.publics)


TRIS = {
    "departement": lambda ligne: (ligne.departement, ligne.nom, ligne.pk),
    "nom": lambda ligne: (ligne.nom, ligne.pk),
    "commune": lambda ligne: (ligne.commune, ligne.nom, ligne.pk),
    "places": lambda ligne: (ligne.places or 0, ligne.nom, ligne.pk),
}


def offre(filtres: FiltresOffre) -> list[LigneOffre]:
    """Return the establishments that fit at `filtres.le`, sorted (2 queries)."""
    dispositifs = dispositifs_des_etablissements(filtres.le)
    groupes: dict[int, list[LigneCapacite]] = defaultdict(list)
    for capacite in capacites_le(filtres.le):
        if _convient(capacite, filtres, en_di=capacite.etablissement_id in dispositifs):
            groupes[capacite.etablissement_id].append(capacite)
    lignes = [_ligne(pk, siennes, dispositifs.get(pk, ())) for pk, siennes in groupes.items()]
    cle = TRIS.get(filtres.tri.removeprefix("-"), TRIS["departement"])
    return sorted(lignes, key=cle, reverse=filtres.tri.startswith("-"))


def _convient(capacite: LigneCapacite, filtres: FiltresOffre, *, en_di: bool) -> bool:
    cherche = nom_de_recherche(filtres.recherche)
    textes = (capacite.nom, capacite.finess or "", capacite.commune_nom or "", capacite.organisme or "")
    return (
        (not filtres.public or capacite.public in publics_qui_conviennent(filtres.public))
        and (not filtres.departement or capacite.departement == filtres.departement)
        and (not filtres.modalite or filtres.modalite in capacite.modalites)
        and (not filtres.categorie or capacite.categorie == filtres.categorie)
        and (filtres.di not in {EN_DI, HORS_DI} or en_di == (filtres.di == EN_DI))
        and (not cherche or any(cherche in nom_de_recherche(texte) for texte in textes))
    )


def _ligne(pk: int, capacites: Sequence[LigneCapacite], dispositifs: Iterable[tuple[int, str, str]]) -> LigneOffre:
    premiere = capacites[0]
    nombres = [capacite.nombre for capacite in capacites if capacite.nombre is not None]
    return LigneOffre(
        pk,
        premiere.nom,
        premiere.finess or "",
        premiere.categorie,
        premiere.organisme or "",
        premiere.telephone,
        premiere.commune_nom or "",
        premiere.departement or "",
        premiere.lon,
        premiere.lat,
        tuple(sorted({capacite.public for capacite in capacites})),
        tuple(sorted({modalite for capacite in capacites for modalite in capacite.modalites})),
        sum(nombres) if nombres else None,
        len(capacites) - len(nombres),
        tuple(dispositifs),
        premiere.situation_le,
    )


@dataclass(frozen=True)
class CompteOffre:
    """Establishments, places, places of those that belong to a dispositif intégré."""

    etablissements: int = 0
    places: int = 0
    places_di: int = 0


def par_departement(lignes: Iterable[LigneOffre]) -> dict[str, CompteOffre]:
    """Count by département; an establishment without commune counts under an empty code."""
    comptes: dict[str, CompteOffre] = defaultdict(CompteOffre)
    for ligne in lignes:
        avant, places = comptes[ligne.departement], ligne.places or 0
        comptes[ligne.departement] = CompteOffre(
            avant.etablissements + 1,
            avant.places + places,
            avant.places_di + (places if ligne.dispositifs else 0),
        )
    return dict(comptes)


def offre_comparee(filtres: FiltresOffre) -> dict[str, CompteOffre]:
    """Return the same counts at the other date, nothing without one."""
    return par_departement(offre(replace(filtres, le=filtres.compare))) if filtres.compare else {}


OUVERT, FERME, CHANGE = "ouvert", "fermé", "places changées"
"""What becomes of the offer of an establishment between two dates, within the filters."""


@dataclass(frozen=True)
class ChangementOffre:
    """An establishment whose authorised places differ between both dates; `ligne` is that of the newer date, else of the older one."""

    ligne: LigneOffre
    nature: str
    avant: int | None
    apres: int | None

    @property
    def ecart(self) -> int:
        return (self.apres or 0) - (self.avant or 0)


def changements(filtres: FiltresOffre) -> list[ChangementOffre]:
    """Return what changed between the other date and this one, the largest changes first (4 queries); nothing without another date."""
    if not filtres.compare:
        return []
    avant = {ligne.pk: ligne for ligne in offre(replace(filtres, le=filtres.compare))}
    apres = {ligne.pk: ligne for ligne in offre(filtres)}
    if filtres.compare > filtres.le:
        avant, apres = apres, avant
    lus = []
    for pk in avant.keys() | apres.keys():
        ancienne, nouvelle = avant.get(pk), apres.get(pk)
        if ancienne is None and nouvelle is not None:
            lus.append(ChangementOffre(nouvelle, OUVERT, None, nouvelle.places))
        elif nouvelle is None and ancienne is not None:
            lus.append(ChangementOffre(ancienne, FERME, ancienne.places, None))
        elif ancienne is not None and nouvelle is not None and ancienne.places != nouvelle.places:
            lus.append(ChangementOffre(nouvelle, CHANGE, ancienne.places, nouvelle.places))
    return sorted(lus, key=lambda c: (-abs(c.ecart), c.ligne.nom, c.ligne.pk))
