"""A plan of rounds as pages, files and drivers read it: names of people and communes put back on its identifiers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from shapely.geometry import LineString, mapping

from maillage.cartographie.calculs.ajustement import RefusDeMonter
from maillage.cartographie.models import PlanTournees
from maillage.cartographie.selectors.probleme_tournees import ETABLISSEMENT
from maillage.cartographie.selectors.reglages_transport import ReglagesEffectifs
from maillage.cartographie.tournees.domain.seul import Regle
from maillage.socle.domain.typographie import (
    ecrire_compte,
    ecrire_date_annee,
    ecrire_duree,
    ecrire_heure,
    ecrire_nombre,
)
from maillage.territoire import selectors as territoire

REGLES: dict[str, str] = {
    Regle.INATTEIGNABLE: "aucune route connue jusqu'à ce lieu",
    Regle.FAUTEUIL: "plus de place pour un fauteuil",
    Regle.PLACES: "plus de place assise",
    Regle.DUREE: "temps à bord au-delà de son plafond",
    Regle.FENETRE: "hors des heures possibles",
    Regle.PAS_AVEC: "à séparer d'un autre passager",
}
CLASSES_DES_VEHICULES = (4, 2, 3, 1)
EPAISSEUR = 0.004
"""Half the width of a drawn leg, as a share of the extent of the map."""


@dataclass(frozen=True)
class ArretLu:
    """A stop in words; `passagers` with their seat, `assis` and `fauteuils` counted for the driver."""

    heure: str
    lieu: str
    point: str
    montent: tuple[str, ...]
    descendent: tuple[str, ...]
    au_domicile: bool


@dataclass(frozen=True)
class TourneeLue:
    rang: int
    vehicule: str
    arrets: tuple[ArretLu, ...]
    passagers: int
    km: float
    minutes: float
    cout: float


@dataclass(frozen=True)
class PassagerLu:
    nom: str
    identifiant: str
    lieu: str
    minutes: float
    plafond: float
    avant: float | None

    @property
    def pres_du_plafond(self) -> bool:
        return self.minutes >= 0.9 * self.plafond


@dataclass(frozen=True)
class PlanLu:
    """Everything that a page of a plan shows."""

    tournees: tuple[TourneeLue, ...]
    passagers: tuple[PassagerLu, ...]
    non_servis: tuple[tuple[str, str, str], ...]
    cout: float
    km: float
    minutes: float
    co2_kg: float
    plus_long: float

    @property
    def a_bord(self) -> float | None:
        """Mean minutes on board."""
        return _moyenne([passager.minutes for passager in self.passagers])

    @property
    def cout_par_jeune(self) -> float | None:
        return self.cout / len(self.passagers) if self.passagers else None


def _moyenne(valeurs: Sequence[float]) -> float | None:
    return sum(valeurs) / len(valeurs) if valeurs else None


def mesures_actuelles(plan: PlanTournees, reglages: ReglagesEffectifs) -> dict[str, float | None]:
    """What today's rounds measure beside the plan, besides their totals; empty as long as nothing is compared."""
    lues = plan.actuelles
    if not lues:
        return {}
    minutes = list(lues["temps_a_bord"].values())
    return {
        "co2_kg": lues["km"] * reglages.co2_g_km / 1000,
        "plus_long": max(minutes, default=None),
        "a_bord": _moyenne(minutes),
        "par_jeune": lues["cout"] / lues["jeunes"] if lues["jeunes"] else None,
    }


def heure_dite(ecrite: str) -> str:
    """Write « 8 h 05 » for « 08:05 » or « 08:05:30 »."""
    heures, minutes, *_ = ecrite.split(":")
    return ecrire_heure(dt.time(int(heures), int(minutes)))


class Lecteur:
    """Reads one plan; `jeunes` by identifier: someone whom the person may no longer see is said so."""

    def __init__(self, plan: PlanTournees, jeunes: Mapping[str, Any]) -> None:
        self.plan, self.jeunes = plan, jeunes
        self.probleme, self.resultat = plan.probleme, plan.resultat
        codes = {point["id"]: point.get("commune", point["id"]) for point in self.probleme["points"]}
        noms = {commune.pk: commune.nom for commune in territoire.communes_par_codes(set(codes.values()))}
        self.communes = {point: noms[code] for point, code in codes.items() if code in noms}
        self.vehicules = {vehicule["id"]: vehicule for vehicule in self.probleme["vehicules"]}

    def nom(self, identifiant: str) -> str:
        jeune = self.jeunes.get(identifiant)
        return str(jeune) if jeune is not None else "un jeune qui n'est plus connu ici"

    def lieu(self, point: str) -> str:
        if point == ETABLISSEMENT:
            return "Établissement"
        return self.communes.get(point, "Stationnement du véhicule")

    def lire(self, reglages: ReglagesEffectifs) -> PlanLu:
        a_bord = self.resultat.get("temps_a_bord", {})
        km = self.resultat.get("km", 0)
        return PlanLu(
            tournees=tuple(self._tournee(rang, lue) for rang, lue in enumerate(self.resultat.get("tournees", ()), 1)),
            passagers=self._passagers(a_bord),
            non_servis=tuple(self._non_servi(lu) for lu in self.resultat.get("non_servis", ())),
            cout=self.resultat.get("cout", 0),
            km=km,
            minutes=self.resultat.get("minutes", 0),
            co2_kg=km * reglages.co2_g_km / 1000,
            plus_long=max(a_bord.values(), default=0),
        )

    def _tournee(self, rang: int, lue: Mapping[str, Any]) -> TourneeLue:
        vehicule = self.vehicules[lue["vehicule"]]
        cout = vehicule["cout_fixe"] + vehicule["cout_km"] * lue["km"] + vehicule["cout_heure"] * lue["minutes"] / 60
        arrets = tuple(self._arret(arret) for arret in lue["arrets"])
        passagers = sum(len(arret.montent) for arret in arrets)
        return TourneeLue(rang, lue["vehicule"], arrets, passagers, lue["km"], lue["minutes"], cout)

    def _arret(self, arret: Mapping[str, Any]) -> ArretLu:
        point = arret["point"]
        return ArretLu(
            heure_dite(arret["heure"]),
            self.lieu(point),
            point,
            tuple(self.nom(nom) for nom in arret["montent"]),
            tuple(self.nom(nom) for nom in arret["descendent"]),
            point in self.communes,
        )

    def _passagers(self, a_bord: Mapping[str, float]) -> tuple[PassagerLu, ...]:
        actuels = self.plan.actuelles.get("temps_a_bord", {})
        lus = (
            PassagerLu(
                self.nom(j["id"]), j["id"], self.lieu(j["point"]), a_bord[j["id"]], j["duree_max"], actuels.get(j["id"])
            )
            for j in self.probleme["jeunes"]
            if j["id"] in a_bord
        )
        return tuple(sorted(lus, key=lambda p: (-p.minutes, p.nom)))

    def _non_servi(self, lu: Mapping[str, Any]) -> tuple[str, str, str]:
        """Name, rule in words, smallest change that would serve them."""
        return self.nom(lu["id"]), REGLES[lu["regle"]], self.nommes(lu["assouplissement"]["texte"])

    def nommes(self, texte: str) -> str:
        """The names of people in place of their identifiers."""
        for identifiant in self.jeunes:
            texte = texte.replace(identifiant, self.nom(identifiant))
        return texte

    def changements(self) -> list[dict[str, str]]:
        """Who changes vehicle or hour since the plan replaced."""
        return changements_dits(self, self.plan.difference.get("jeunes", ()))


def changements_dits(lecteur: Lecteur, changes: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Name, place before and after; by name."""
    dits = (
        {"nom": lecteur.nom(c["id"]), "avant": place_dite(c["avant"]), "apres": place_dite(c["apres"])} for c in changes
    )
    return sorted(dits, key=lambda dit: dit["nom"])


def refus_dits(lecteur: Lecteur, refus: Sequence[RefusDeMonter]) -> list[tuple[str, str, str, str]]:
    """Vehicle, name, rule in words, smallest change."""
    return [(r.vehicule, lecteur.nom(r.jeune), REGLES.get(r.regle, r.texte), lecteur.nommes(r.texte)) for r in refus]


def place_dite(place: Mapping[str, str] | None) -> str:
    return f"{place['vehicule']}, {heure_dite(place['heure'])}" if place else "aucune tournée"


def carte_du_plan(plan: PlanTournees, lu: PlanLu, adresse: str) -> dict[str, Any]:
    """Communes passed by each vehicle, and its legs; the table says who. Counts on the map, never a name."""
    points = {point["id"]: (point["lon"], point["lat"]) for point in plan.probleme["points"]}
    traits: list[dict[str, Any]] = []
    for tournee in lu.tournees:
        traits += _traits(tournee, points)
    if ETABLISSEMENT in points:
        traits.append(
            _point("etablissement", points[ETABLISSEMENT], {"nom": "Établissement", "classe": 5, "texte": ""})
        )
    temps = plan.resultat["temps"]
    sources = "temps estimés, sans moteur d'itinéraire" if temps["estimation"] else f"temps {temps['source']}"
    return {
        "id": "tournees",
        "titre": f"Tournées du {ecrire_date_annee(plan.jour)}, {plan.get_sens_display().lower()}",
        "resume": _resume(lu),
        "geojson": {"type": "FeatureCollection", "features": traits},
        "url_geojson": adresse,
        "couches": [
            {"code": f"v{t.rang}", "libelle": t.vehicule, "compte": t.passagers} for t in lu.tournees
        ],
        "legende": [
            *({"classe": _classe(t), "libelle": t.vehicule, "compte": t.passagers} for t in lu.tournees),
            {"classe": 5, "libelle": "établissement", "compte": None},
        ],
        "colonnes": ("Arrêt", "Heure", "Véhicule", "Montent", "Descendent"),
        "mots": True,
        "lignes": [
            {
                "libelle": arret.lieu,
                "couche": f"v{t.rang}",
                "url": "",
                "valeurs": (arret.heure, t.vehicule, ", ".join(arret.montent) or "–", ", ".join(arret.descendent) or "–"),
            }
            for t in lu.tournees
            for arret in t.arrets
        ],
        "source": f"agenda du dispositif ; {sources} ; domiciles et arrêts montrés au centre de leur commune",
        "date": f"plan du {ecrire_date_annee(timezone.localdate(plan.demandee_le))}",
    }  # fmt: skip


def _resume(lu: PlanLu) -> str:
    servis = ecrire_compte(len(lu.passagers), "jeune transporté", "jeunes transportés")
    vehicules = ecrire_compte(len(lu.tournees), "véhicule")
    return f"{servis} par {vehicules} : {ecrire_nombre(lu.km, 1)} km, {ecrire_nombre(lu.cout, 2)} €, {ecrire_duree(lu.plus_long)} à bord au plus."


def _classe(tournee: TourneeLue) -> int:
    return CLASSES_DES_VEHICULES[(tournee.rang - 1) % len(CLASSES_DES_VEHICULES)]


def _traits(tournee: TourneeLue, points: Mapping[str, Sequence[float]]) -> list[dict[str, Any]]:
    couche, classe = f"v{tournee.rang}", _classe(tournee)
    passes = [points[arret.point] for arret in tournee.arrets if arret.point in points]
    dessines = [trait_epais(f"{couche}-route", passes, {"nom": tournee.vehicule, "classe": classe, "couche": couche})]
    for rang, arret in enumerate(tournee.arrets):
        if arret.au_domicile:
            nombre = ecrire_compte(len(arret.montent) + len(arret.descendent), "jeune")
            texte = f"{tournee.vehicule}, {arret.heure}, {nombre}"
            proprietes = {"nom": arret.lieu, "classe": classe, "texte": texte, "couche": couche}
            dessines.append(_point(f"{couche}-{rang}", points[arret.point], proprietes))
    return [dessine for dessine in dessines if dessine is not None]


def trait_epais(cle: str, passes: Sequence[Sequence[float]], proprietes: dict[str, Any]) -> dict[str, Any] | None:
    """A path drawn as a thin area: the map component draws areas and points. None when it goes nowhere."""
    distincts = [p for rang, p in enumerate(passes) if not rang or tuple(p) != tuple(passes[rang - 1])]
    if len(distincts) < 2:
        return None
    ligne = LineString(distincts)
    ouest, sud, est, nord = ligne.bounds
    forme = ligne.buffer(max(est - ouest, nord - sud) * EPAISSEUR, quad_segs=2)
    return {"type": "Feature", "id": cle, "properties": {"texte": "", **proprietes}, "geometry": mapping(forme)}


def _point(cle: str, point: Sequence[float], proprietes: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": cle,
        "properties": proprietes,
        "geometry": {"type": "Point", "coordinates": list(point)},
    }
