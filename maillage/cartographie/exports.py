"""Maps as spreadsheets: the same rows, with their sources and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from maillage.cartographie.domain.acces import LectureAcces
from maillage.cartographie.domain.temps import Provenance
from maillage.cartographie.domain.zones import ZoneBlanche
from maillage.cartographie.models import EtudeZones, Secteur
from maillage.cartographie.presentation import dire_les_temps, source_de, source_de_l_etude
from maillage.cartographie.selectors.offre import ChangementOffre, FiltresOffre, LigneOffre
from maillage.cartographie.selectors.secteurs import Capable
from maillage.cartographie.selectors.zones import LECTURES
from maillage.socle.tableur import Cellule, Feuille
from maillage.structures.referentiels import libelle_public

COLONNES_OFFRE = (
    "FINESS", "Nom", "Catégorie", "Organisme", "Commune", "Département", "Publics", "Modalités", "Places",
    "Lignes sans nombre", "Dispositif intégré", "Téléphone", "Longitude", "Latitude", "Source",
)  # fmt: skip
COLONNES_ZONES = (
    "Code", "Territoire", "Lecture", "Personnes", "Rien à portée", "Autre public", "Trop peu de places",
    "Élèves concernés", "Minutes jusqu'au plus proche", "Kilomètres au plus", "Au-delà de la proximité", "Le plus proche",
)  # fmt: skip


def feuille_changements(lus: Iterable[ChangementOffre], filtres: FiltresOffre) -> Feuille:
    """One row by establishment whose offer changed between both dates."""
    jours = sorted(jour for jour in (filtres.le, filtres.compare) if jour is not None)
    avant, apres = jours[0].isoformat(), jours[-1].isoformat()
    colonnes = ("FINESS", "Nom", "Catégorie", "Organisme", "Commune", "Département", "Publics", "Ce qui change",
                f"Places au {avant}", f"Places au {apres}", "Écart", "Source")  # fmt: skip
    corps: list[list[Cellule]] = [
        [
            lu.ligne.finess,
            lu.ligne.nom,
            lu.ligne.sigle,
            lu.ligne.organisme,
            lu.ligne.commune,
            lu.ligne.departement,
            lu.ligne.libelles_publics,
            lu.nature,
            lu.avant,
            lu.apres,
            lu.ecart,
            source_de(lu.ligne),
        ]
        for lu in lus
    ]
    return Feuille(
        "Offre à deux dates", colonnes, corps, [f"Capacités autorisées, registre FINESS, du {avant} au {apres}."]
    )


def feuille_offre(lignes: Iterable[LigneOffre], filtres: FiltresOffre) -> Feuille:
    """One row per establishment."""
    return Feuille(
        "Offre par public",
        COLONNES_OFFRE,
        [
            [
                ligne.finess,
                ligne.nom,
                ligne.sigle,
                ligne.organisme,
                ligne.commune,
                ligne.departement,
                ligne.libelles_publics,
                ", ".join(ligne.modalites),
                ligne.places,
                ligne.inconnues,
                ", ".join(nom for _, nom, _ in ligne.dispositifs),
                ligne.telephone,
                ligne.lon,
                ligne.lat,
                source_de(ligne),
            ]
            for ligne in lignes
        ],
        [f"Capacités autorisées au {filtres.le.isoformat()}, registre FINESS."],
    )


def feuille_zones(lignes: Iterable[ZoneBlanche], etude: EtudeZones, *, proximite_km: int) -> Feuille:
    """One row per territory, in the order shown."""
    notes = [
        f"Public : {libelle_public(etude.public)} ; modalité : {etude.modalite or 'toutes'} ; seuil {etude.seuil} minutes.",
        f"Offre au {etude.offre_le.isoformat()} ; sources : {source_de_l_etude(etude)}.",
        "Trop peu de places : moins d'un tiers des places par personne du secteur étudié (Luo et Qi, 2009).",
    ]
    return Feuille(
        "Zones blanches",
        COLONNES_ZONES,
        [
            [
                zone.code,
                zone.nom,
                LECTURES[LectureAcces(zone.lecture)],
                zone.population,
                *(zone.par_lecture.get(lecture, 0) for lecture in list(LECTURES)[:3]),
                zone.eleves_concernes,
                zone.minutes,
                zone.km_max,
                zone.km_max is not None and zone.km_max > proximite_km,
                zone.plus_proche,
            ]
            for zone in lignes
        ],
        notes,
    )


COLONNES_REPONSE = (
    "Rôle",
    "Nom",
    "FINESS",
    "Commune",
    "Téléphone",
    "Places",
    "Minutes",
    "Kilomètres",
    "Dispositif intégré",
    "Source",
)
COLONNES_SECTEURS = (
    "Lieu",
    "Code",
    "Département",
    "Public",
    "Dispositif",
    "Depuis le",
    "Jusqu'au",
    "Origine",
    "En conflit",
)


def feuille_reponse(
    capables: Iterable[Capable],
    responsables: Iterable[tuple[Secteur, Sequence[LigneOffre]]],
    provenance: Provenance | None,
) -> Feuille:
    """The responsible first, then the establishments able to answer."""
    premiers: list[list[Cellule]] = [
        [
            "Responsable",
            str(secteur.dispositif),
            "",
            "",
            ", ".join(contact.telephone for contact in siens if contact.telephone),
            *[None] * 3,
            str(secteur.dispositif),
            "secteur déclaré",
        ]
        for secteur, siens in responsables
    ]
    autres: list[list[Cellule]] = [
        [
            "Capable",
            capable.ligne.nom,
            capable.ligne.finess,
            capable.ligne.commune,
            capable.ligne.telephone,
            capable.ligne.places,
            capable.minutes,
            capable.km,
            ", ".join(nom for _, nom, _ in capable.ligne.dispositifs),
            source_de(capable.ligne),
        ]
        for capable in capables
    ]
    return Feuille("Qui répond", COLONNES_REPONSE, [*premiers, *autres], [dire_les_temps(provenance)])


def feuille_secteurs(secteurs: Iterable[Secteur], conflits: Collection[int], le: dt.date) -> Feuille:
    """One row per place, public and dispositif."""
    lignes: list[list[Cellule]] = []
    for secteur in secteurs:
        lieu, ecole = secteur.commune, secteur.ecole
        commune = lieu or (ecole.commune if ecole else None)
        lignes.append(
            [
                lieu.nom if lieu else str(ecole),
                lieu.pk if lieu else (ecole.uai if ecole else ""),
                commune.departement if commune else "",
                libelle_public(secteur.public),
                str(secteur.dispositif),
                secteur.debut,
                secteur.fin,
                secteur.get_origine_display(),
                secteur.pk in conflits,
            ]
        )
    return Feuille("Secteurs", COLONNES_SECTEURS, lignes, [f"Secteurs en cours au {le.isoformat()}."])
