"""The maps of the demonstration: an invented register around real communes, schools, sectors, and studies already made."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from django.apps import apps

from maillage.cartographie.services import (
    DemandeEtude,
    SecteurDeclare,
    calculer_etude,
    declarer_secteur,
    demander_etude,
)
from maillage.portail.demonstration import noms
from maillage.portail.demonstration.lieux import Lieu
from maillage.portail.demonstration.reglages import Reglages
from maillage.socle.acteur import Acteur

AUTISME, INTELLECTUELLE, COMPORTEMENT = "437", "117", "200"
OFFRES = {
    "183": (("14", INTELLECTUELLE, 24), ("11", INTELLECTUELLE, 12), ("14", AUTISME, 72)),
    "182": (("16", INTELLECTUELLE, 20), ("16", AUTISME, 12)),
    "186": (("14", COMPORTEMENT, 22), ("11", COMPORTEMENT, 10)),
    "192": (("14", "414", 20),),
}
"""Category: mode, public and places of the register, before a small variation."""
LOZERE = "48"
SITES_LOZERE = (
    ("48095", "183", ((INTELLECTUELLE, "14", 30), (AUTISME, "14", 2))),
    ("48092", "182", ((AUTISME, "16", 10), (INTELLECTUELLE, "16", 18))),
    ("48061", "186", ((COMPORTEMENT, "14", 18),)),
    ("48140", "183", ((INTELLECTUELLE, "14", 24),)),
)
"""Mende, Marvejols, Florac, Saint-Chély-d'Apcher: autism is taken in the middle of the département only, so that its edges stay white."""
SIEGES = 8
ECOLES_PAR_DEPARTEMENT = 12
DEPLACES = ("EDUCATEUR", "PSYCHOMOTRICIEN", "ORTHOPHONISTE")
"""Those who go to the young people: they start their day at the antenna."""
RANG_DES_NOMS = 300


def semer_cartes(acteur: Acteur, communes: dict[str, list[Lieu]], reglages: Reglages) -> int:
    """Write the register, the schools and the sectors; return the number of rows."""
    rng = Random(f"{reglages.graine}-cartes")  # noqa: S311 (a reproducible demonstration, not a secret)
    etablissements = _semer_registre(communes, reglages, rng)
    _semer_capacites(etablissements, reglages, rng)
    _semer_departs()
    ecoles = _semer_ecoles(communes, reglages, rng)
    _semer_secteurs(acteur, communes, reglages)
    return len(etablissements) + ecoles


def _semer_registre(
    communes: dict[str, list[Lieu]], reglages: Reglages, rng: Random
) -> dict[int, Sequence[tuple[str, str, int]]]:
    """Establishments that belong to no dispositif, in every département; those of Lozère are chosen."""
    modele = apps.get_model("structures.Etablissement")
    organisme = apps.get_model("structures.OrganismeGestionnaire")._default_manager.order_by("pk").first()
    par_code = {lieu.code: lieu for lieux in communes.values() for lieu in lieux}
    sites: list[tuple[Lieu, str, Sequence[tuple[str, str, int]]]] = [
        (par_code[code], categorie, [(mode, public, n) for public, mode, n in capacites])
        for code, categorie, capacites in SITES_LOZERE
        if code in par_code
    ]
    for departement, lieux in communes.items():
        if departement != LOZERE:
            for rang, lieu in enumerate(lieux[:SIEGES]):
                categorie = ("183", "182", "186", "192")[rang % len(OFFRES)]
                sites.append((lieu, categorie, OFFRES[categorie]))
    lignes = [
        modele(
            finess=f"992{rang:06d}",
            nom=f"{dict(zip(OFFRES, ('IME', 'SESSAD', 'ITEP', 'IEM'), strict=True))[categorie]} {noms.nom_de_lieu(RANG_DES_NOMS + rang)}",
            categorie=categorie,
            organisme=organisme,
            adresse=noms.rue(rng),
            commune_id=lieu.code,
            telephone=f"05 65 00 {rang // 100:02d} {rang % 100:02d}",
            lon=lieu.lon,
            lat=lieu.lat,
            position_source="COMMUNE",
            situation_le=reglages.dernier_trimestre.debut,
            ouvert_le="2008-09-01" if rang % 5 else reglages.debut,
        )
        for rang, (lieu, categorie, _) in enumerate(sites)
    ]
    modele._default_manager.bulk_create(lignes)
    return {ligne.pk: capacites for ligne, (_, _, capacites) in zip(lignes, sites, strict=True)}


def _semer_capacites(neufs: dict[int, Sequence[tuple[str, str, int]]], reglages: Reglages, rng: Random) -> None:
    """Authorised places of everyone, those of the dispositifs too; a few the register gives without a number."""
    modele = apps.get_model("structures.CapaciteAutorisee")
    etablissements = apps.get_model("structures.Etablissement")._default_manager.order_by("pk")
    anciens = {
        pk: OFFRES.get(categorie, ())
        for pk, categorie in etablissements.values_list("pk", "categorie")
        if pk not in neufs
    }
    etablissements.filter(pk__in=anciens).update(situation_le=reglages.dernier_trimestre.debut)
    choisis = set(list(neufs)[: len(SITES_LOZERE)])
    lignes: list[Any] = []
    for pk, capacites in {**anciens, **neufs}.items():
        for mode, public, places in capacites:
            nombre = places if pk in neufs else places + rng.randrange(-4, 5)
            lignes.append(
                modele(
                    etablissement_id=pk,
                    activite="841",
                    mode=mode,
                    public=public,
                    public_declare=public,
                    nombre=None if pk not in choisis and rng.random() < 0.03 else nombre,
                    debut="2017-05-09" if len(lignes) % 7 else reglages.dernier_trimestre.debut,
                )
            )
    modele._default_manager.bulk_create(lignes)


def _semer_departs() -> None:
    """The professionals who go out start their day at the antenna of their dispositif."""
    affectations = apps.get_model("structures.Affectation")._default_manager
    antennes = apps.get_model("structures.Unite")._default_manager.filter(nature="ANTENNE")
    for unite, dispositif in antennes.order_by("pk").values_list("pk", "dispositif_id"):
        siens = affectations.filter(dispositif_id=dispositif, unite=None, professionnel__metier__in=DEPLACES)
        siens.filter(pk__in=list(siens.order_by("pk").values_list("pk", flat=True)[:5])).update(unite_id=unite)


def _semer_ecoles(communes: dict[str, list[Lieu]], reglages: Reglages, rng: Random) -> int:
    modele = apps.get_model("cartographie.Ecole")
    lignes: list[Any] = []
    for departement, lieux in communes.items():
        for lieu in lieux[: ECOLES_PAR_DEPARTEMENT * (3 if departement == LOZERE else 1)]:
            rang = len(lignes)
            lignes.append(
                modele(
                    uai=f"099{rang:04d}Z",
                    nom=f"École {noms.nom_de_lieu(rang)}",
                    commune_id=lieu.code,
                    lon=lieu.lon,
                    lat=lieu.lat,
                    eleves=max(12, min(320, lieu.population // 14 + rng.randrange(-8, 9))),
                    situation_le=reglages.dernier_trimestre.debut,
                )
            )
    modele._default_manager.bulk_create(lignes)
    return len(lignes)


def _semer_secteurs(acteur: Acteur, communes: dict[str, list[Lieu]], reglages: Reglages) -> None:
    """Each dispositif answers for its territory; neighbours of the same département dispute one commune."""
    public_de = {"DITEP": COMPORTEMENT, "DIME": INTELLECTUELLE, "DAME": INTELLECTUELLE}
    for dispositif in apps.get_model("structures.Dispositif")._default_manager.order_by("pk"):
        siennes = list(dispositif.communes.order_by("pk").values_list("pk", flat=True))
        chef_lieu = [communes[dispositif.departement][0].code] if communes.get(dispositif.departement) else []
        declare = SecteurDeclare(
            dispositif,
            public_de.get(dispositif.type, "414"),
            reglages.debut,
            list(dict.fromkeys([*siennes, *chef_lieu])),
        )
        declarer_secteur(acteur, declare)


def semer_etudes(acteur: Acteur, reglages: Reglages) -> int:
    """Two studies of the young people of Lozère, one of its schools, once the population by age is there."""
    qui: tuple[dict[str, Any], ...] = ({"age_min": 0, "age_max": 19}, {"age_min": 0, "age_max": 19}, {"base": "ECOLE"})
    for modalite, champs in zip(("AJ", "PMO", "PMO"), qui, strict=True):
        demande = DemandeEtude(AUTISME, 30, "estimation", reglages.aujourd_hui, modalite, LOZERE, **champs)
        calculer_etude(demander_etude(acteur, demande))
    return len(qui)
