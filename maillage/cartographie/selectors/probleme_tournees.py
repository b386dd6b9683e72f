"""The problem of contract 5 written from a day: identifiers, communes, seats and hours, never a name nor a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from maillage.cartographie.domain.nombres import UNITE
from maillage.cartographie.domain.temps import ABSENT, Point, Trajets
from maillage.cartographie.selectors.reglages_transport import arrets_par_fiche
from maillage.cartographie.selectors.transport import Journee, LectureTransport, Passager, VehiculeDuJour
from maillage.cartographie.tournees.domain.journee import separations_utiles
from maillage.cartographie.tournees.domain.modele import Fenetre
from maillage.cartographie.tournees.valeurs import ecrire_heure

ETABLISSEMENT = "ETABLISSEMENT"
FIN_DU_JOUR = "23:59"
ARRET = "A:"
"""Begins the name of a stop that a sheet of transport places; what follows is the number of the sheet."""


def points_de(journee: Journee) -> list[Point]:
    """The establishment, where vehicles sleep, the communes of the homes or the stops in them: each once."""
    assert journee.etablissement is not None
    points = {ETABLISSEMENT: Point(ETABLISSEMENT, journee.etablissement.lon, journee.etablissement.lat)}
    for vehicule in journee.vehicules:
        if vehicule.depart is not None:
            nom = _depart(vehicule)
            points[nom] = Point(nom, vehicule.depart.lon, vehicule.depart.lat)
    for passager in journee.passagers:
        commune = passager.commune
        nom = point_de(passager)
        points[nom] = Point(nom, commune.lon, commune.lat)
    return list(points.values())


def point_de(passager: Passager) -> str:
    """The commune, or the stop that the sheet places: the point written here is that of the commune all the same."""
    fiche = passager.fiche
    commune: str = passager.commune.pk
    return commune if fiche is None or fiche.lon is None else f"{ARRET}{fiche.pk}"


def points_exacts(dispositif_id: int, points: Sequence[Mapping[str, Any]]) -> list[Point]:
    """Return where vehicles really stop, for the engine of journeys alone: never kept with a plan, never shown (1 query)."""
    fiches = {int(lu["id"].removeprefix(ARRET)) for lu in points if lu["id"].startswith(ARRET)}
    arrets = {f"{ARRET}{cle}": fiche for cle, fiche in arrets_par_fiche(dispositif_id, fiches).items()}
    return [
        Point(lu["id"], arret.lon, arret.lat)
        if (arret := arrets.get(lu["id"])) is not None and arret.lon is not None and arret.lat is not None
        else Point(lu["id"], lu["lon"], lu["lat"])
        for lu in points
    ]


def ecrire_probleme(journee: Journee, lecture: LectureTransport) -> dict[str, Any]:
    """Return the JSON object of the contract, times aside: they are asked of a provider later."""
    assert journee.arrivee is not None
    presents = {passager.jeune.pk: passager.jeune.identifiant for passager in journee.passagers}
    separes = separations_utiles(lecture.separations, presents)
    communes = {point_de(passager): {"commune": passager.commune.pk} for passager in journee.passagers}
    return {
        "sens": str(journee.sens),
        "etablissement": ETABLISSEMENT,
        "arrivee": _heures(journee.arrivee),
        "points": [
            {"id": point.id, "lon": point.lon, "lat": point.lat, **communes.get(point.id, {})}
            for point in points_de(journee)
        ],
        "vehicules": [_vehicule(vehicule, lecture) for vehicule in journee.vehicules],
        "jeunes": [_jeune(passager, lecture, separes.get(passager.jeune.pk, [])) for passager in journee.passagers],
    }


def ecrire_temps(points: Sequence[Point], trajets: Trajets) -> dict[str, Any]:
    """Return the key `temps` of the contract."""
    return {
        "ids": [point.id for point in points],
        "minutes": _grille(trajets.minutes),
        "km": _grille(trajets.km),
        **trajets.provenance.objet(),
    }


def _depart(vehicule: VehiculeDuJour) -> str:
    return ETABLISSEMENT if vehicule.depart is None else f"D:{vehicule.depart.lon:.5f};{vehicule.depart.lat:.5f}"


def _heures(fenetre: Fenetre) -> list[str]:
    return [ecrire_heure(fenetre.debut), ecrire_heure(fenetre.fin)]


def _grille(mesures: Any) -> list[list[float | None]]:
    return [
        [None if valeur == ABSENT else round(int(valeur) / UNITE, 3) for valeur in ligne] for ligne in mesures.tolist()
    ]


def _vehicule(vehicule: VehiculeDuJour, lecture: LectureTransport) -> dict[str, Any]:
    """Seats besides the driver's; those of wheelchairs are counted apart."""
    reglages = lecture.reglages
    return {
        "id": vehicule.nom,
        "depart": _depart(vehicule),
        "fin": _depart(vehicule),
        "places": max(0, vehicule.capacite - reglages.conducteur_places - vehicule.places_fauteuil),
        "places_fauteuil": vehicule.places_fauteuil,
        "cout_km": float(reglages.cout_km),
        "cout_heure": float(reglages.cout_heure),
        "cout_fixe": float(reglages.cout_fixe),
    }


def _jeune(passager: Passager, lecture: LectureTransport, separes: list[str]) -> dict[str, Any]:
    fiche, reglages = passager.fiche, lecture.reglages
    lu: dict[str, Any] = {
        "id": passager.jeune.identifiant,
        "point": point_de(passager),
        "fauteuil": bool(fiche and fiche.fauteuil),
        "accompagnateur": bool(fiche and fiche.accompagnateur),
        "duree_max": (fiche and fiche.duree_max) or reglages.duree_max,
        "embarquement": reglages.embarquement if fiche is None or fiche.embarquement is None else fiche.embarquement,
    }
    if fiche and (fiche.pas_avant or fiche.pas_apres):
        debut = f"{fiche.pas_avant:%H:%M}" if fiche.pas_avant else "00:00"
        lu["fenetre"] = [debut, f"{fiche.pas_apres:%H:%M}" if fiche.pas_apres else FIN_DU_JOUR]
    if separes:
        lu["pas_avec"] = sorted(separes)
    return lu
