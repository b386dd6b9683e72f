"""Maps as spreadsheets: the same rows, with their sources and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from maillage.cartographie.calculs.reponse import Reponse
from maillage.cartographie.domain.acces import LectureAcces
from maillage.cartographie.domain.zones import Zone, ZoneBlanche
from maillage.cartographie.models import EtudeZones
from maillage.cartographie.presentation.commun import dire_les_temps
from maillage.cartographie.presentation.offre import source_de
from maillage.cartographie.presentation.reponse import depuis_dit
from maillage.cartographie.presentation.zones import chiffres_de, dire_l_arrondi, origine_dite, source_de_l_etude
from maillage.cartographie.selectors.offre import ChangementOffre, FiltresOffre, LigneOffre
from maillage.cartographie.selectors.secteurs import (
    Capable,
    FiltresSecteurs,
    cles_en_conflit,
    secteurs,
    trous_des_filtres,
)
from maillage.cartographie.selectors.zones import LECTURES
from maillage.socle.tableur import Cellule, Feuille
from maillage.structures.referentiels import libelle_public

COLONNES_OFFRE = (
    "FINESS", "Nom", "Catégorie", "Organisme", "Commune", "Département", "Publics", "Modalités", "Places",
    "Lignes sans nombre", "Dispositif intégré", "Téléphone", "Longitude", "Latitude", "Source",
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


def feuille_zones(
    lignes: Iterable[ZoneBlanche], etude: EtudeZones, zones: Iterable[Zone], *, proximite_km: int
) -> Feuille:
    """One row per territory, in the order shown; `zones`: the lines of the study, that say how people are known."""
    chiffres = chiffres_de(etude)
    suite = ("Minutes jusqu'au plus proche", "Kilomètres au plus", f"Au-delà de {proximite_km} km", "Le plus proche")
    corps: list[list[Cellule]] = [
        [
            zone.code,
            zone.nom,
            LECTURES[LectureAcces(zone.lecture)],
            *(chiffre(zone) for _, chiffre in chiffres),
            zone.minutes,
            zone.km_max,
            zone.km_max is not None and zone.km_max > proximite_km,
            zone.plus_proche,
        ]
        for zone in lignes
    ]
    notes = [
        f"Public : {libelle_public(etude.public)} ; modalité : {etude.modalite or 'toutes'} ; seuil {etude.seuil} minutes.",
        f"Offre au {etude.offre_le.isoformat()} ; sources : {source_de_l_etude(etude)}.",
        origine_dite(etude, zones),
        dire_l_arrondi(etude),
        "Trop peu de places : moins d'un tiers des places par personne du secteur étudié (Luo et Qi, 2009).",
    ]
    return Feuille(
        "Zones blanches", ("Code", "Territoire", "Lecture", *(nom for nom, _ in chiffres), *suite), corps, notes
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
    "Trajet depuis",
    "Loin",
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
    "État",
)


def feuille_reponse(reponse: Reponse) -> Feuille:
    """The responsible first, then the establishments able to answer."""
    premiers: list[list[Cellule]] = [
        [
            "Responsable",
            str(un.secteur.dispositif),
            "",
            "",
            ", ".join(contact.telephone for contact in un.contacts if contact.telephone),
            None,
            *_chemin(reponse, un.chemin),
            str(un.secteur.dispositif),
            f"secteur {un.secteur.get_origine_display().lower()}, depuis le {un.secteur.debut.isoformat()}",
        ]
        for un in reponse.responsables
    ]
    autres: list[list[Cellule]] = [
        [
            "Capable",
            capable.ligne.nom,
            capable.ligne.finess,
            capable.ligne.commune,
            capable.ligne.telephone,
            capable.ligne.places,
            *_chemin(reponse, capable),
            ", ".join(nom for _, nom, _ in capable.ligne.dispositifs),
            source_de(capable.ligne),
        ]
        for capable in reponse.capables
    ]
    notes = [
        f"Temps depuis {reponse.lieu.depuis}. {dire_les_temps(reponse.provenance)}",
        f"Public : {libelle_public(reponse.public)}.",
        f"Loin : à plus de {reponse.proximite_km} km (règle reconstituée).",
    ]
    return Feuille("Qui répond", COLONNES_REPONSE, [*premiers, *autres], notes)


def _chemin(reponse: Reponse, capable: Capable | None) -> list[Cellule]:
    if capable is None:
        return [None] * 4
    return [capable.minutes, capable.km, depuis_dit(capable), reponse.est_loin(capable)]


def feuille_secteurs(filtres: FiltresSecteurs, le: dt.date) -> Feuille:
    """One row per place, public and dispositif, then the communes that nobody answers for (4 queries)."""
    conflits, trous = cles_en_conflit(le), trous_des_filtres(filtres, le)
    lignes: list[list[Cellule]] = []
    for secteur in secteurs(filtres, le):
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
                "en conflit" if secteur.pk in conflits else "en cours",
            ]
        )
    public = libelle_public(filtres.public) if filtres.public else ""
    lignes += [
        [commune.nom, commune.pk, commune.departement, public, "", None, None, "", "sans responsable"]
        for commune in trous or ()
    ]
    notes = [f"Secteurs en cours au {le.isoformat()}, déclarés dans Maillage."]
    if trous is None:
        notes.append("Communes sans responsable : choisissez un département et un public pour les avoir.")
    return Feuille("Secteurs", COLONNES_SECTEURS, lignes, notes)
