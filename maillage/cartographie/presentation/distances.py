"""Distances lived as charts, as a file, and the week of one young person as a map."""

from __future__ import annotations

import datetime as dt
from typing import Any

from maillage.cartographie.domain.distances import CompteMasque
from maillage.cartographie.presentation.commun import dire_les_temps
from maillage.cartographie.presentation.tournees import trait_epais
from maillage.cartographie.selectors.distances import CHEZ_LUI, INCONNU, SA_COMMUNE, DistancesVecues
from maillage.cartographie.selectors.distances_jeune import JourVecu, SemaineVecue
from maillage.socle.domain.typographie import ecrire_date_annee, ecrire_duree, ecrire_heure, ecrire_jour, ecrire_nombre
from maillage.socle.graphiques import Graphique, Serie
from maillage.socle.tableur import Feuille

COURTS = {CHEZ_LUI: "domicile", SA_COMMUNE: "commune", INCONNU: "non situé"}
CLASSES_DES_JOURS = (4, 2, 3, 1, 4, 2, 3)


def dire_compte(compte: CompteMasque, plancher: int) -> str:
    """Write the number, or that it is under the floor."""
    return f"moins de {plancher}" if compte.nombre is None else ecrire_nombre(compte.nombre)


def graphiques(lues: DistancesVecues) -> list[Graphique]:
    """Minutes to the place of support, then hours of support by distance from home."""
    source = f"agenda du dispositif, du {ecrire_date_annee(lues.debut)} au {ecrire_date_annee(lues.fin)}. {dire_les_temps(lues.provenance)}"
    mediane = lues.temps.mediane
    phrase = (
        f"La moitié des jeunes met au plus {ecrire_duree(mediane)} à venir."
        if mediane is not None
        else "Trop peu de jeunes pour dire un temps du milieu."
    )
    return [
        Graphique(
            "Combien de jeunes, selon le temps pour venir",
            phrase,
            tuple(classe.libelle for classe in lues.temps.classes),
            (Serie("jeunes", tuple(classe.nombre for classe in lues.temps.classes)),),
            "jeunes",
            source,
        ),
        Graphique(
            "Où l'accompagnement a lieu, vu du domicile",
            "Heures d'accompagnement direct : au domicile, dans la commune du domicile, ou à tant de minutes de route au plus.",
            tuple(_court(ligne.libelle) for ligne in lues.heures),
            (Serie("heures", tuple(ligne.heures for ligne in lues.heures)),),
            "heures",
            source,
        ),
    ]


def _court(libelle: str) -> str:
    """A class short enough to stand under its bar: « ≤ 30 min », « > 60 min »."""
    if libelle in COURTS:
        return COURTS[libelle]
    *_, minutes, unite = libelle.split(" ")
    return f"{'>' if libelle.startswith('plus') else '≤'} {minutes} {unite}"


def feuille_distances(lues: DistancesVecues) -> Feuille:
    """Every figure of the page, one by row."""
    tu = f"moins de {lues.plancher}"
    lignes: list[list[Any]] = [
        ["Jeunes selon le temps pour venir", c.libelle, tu if c.nombre is None else c.nombre, "jeunes"]
        for c in (*lues.temps.classes, lues.temps.sans_temps)
    ]
    lignes += [
        ["Accompagnement selon la distance du domicile", li.libelle, "non montré" if li.heures is None else li.heures, "heures"]
        for li in lues.heures
    ]  # fmt: skip
    lignes += [
        ["Route des professionnels", li.libelle, "non montré" if li.km is None else li.km, "km"] for li in lues.metiers
    ]
    notes = [
        f"Du {lues.debut.isoformat()} au {lues.fin.isoformat()}. {dire_les_temps(lues.provenance)}",
        "Domiciles au centre de leur commune.",
        *(
            [f"Un nombre de 1 à {lues.plancher - 1} n'est pas montré ; aucun total n'est fait."]
            if lues.plancher
            else []
        ),
    ]
    return Feuille("Distances vécues", ("Mesure", "Classe", "Valeur", "Unité"), lignes, notes)


def carte_de_la_semaine(semaine: SemaineVecue, lundi: dt.date) -> dict[str, Any]:
    """Places of the week and the way of each day; the home is the centre of its commune, never an address."""
    traits = [trait for rang, jour in enumerate(semaine.jours) for trait in _traits(rang, jour, semaine)]
    if semaine.domicile:
        nom = f"Domicile, ramené au centre de {semaine.commune}"
        traits.append(_point("domicile", semaine.domicile, {"nom": nom, "classe": 5, "texte": ""}))
    return {
        "id": "semaine",
        "titre": "La semaine sur la carte",
        "resume": f"{ecrire_duree(semaine.minutes)} de route et {ecrire_nombre(semaine.km, 0)} km, du domicile au domicile.",
        "geojson": {"type": "FeatureCollection", "features": traits},
        "couches": [
            {"code": f"j{rang}", "libelle": ecrire_jour(jour.jour), "compte": len(jour.etapes)}
            for rang, jour in enumerate(semaine.jours)
        ],
        "legende": [
            *(
                {"classe": CLASSES_DES_JOURS[rang], "libelle": ecrire_jour(jour.jour), "compte": None}
                for rang, jour in enumerate(semaine.jours)
            ),
            {"classe": 5, "libelle": "domicile", "compte": None},
        ],
        "colonnes": ("Quand", "Quoi", "Où", "Minutes de route", "Km"),
        "mots": True,
        "lignes": [
            {**ligne, "couche": f"j{rang}"} for rang, jour in enumerate(semaine.jours) for ligne in _lignes(jour)
        ],
        "source": f"agenda du dispositif ; {dire_les_temps(semaine.provenance).removesuffix('.').lower()}",
        "date": f"semaine du {ecrire_date_annee(lundi)}",
    }  # fmt: skip


def _lignes(jour: JourVecu) -> list[dict[str, Any]]:
    lignes = [
        {
            "libelle": f"{ecrire_jour(jour.jour)}, {ecrire_heure(etape.debut.time())}",
            "url": "",
            "valeurs": (etape.titre, etape.lieu, *_mesures(etape.minutes, etape.km)),
        }
        for etape in jour.etapes
    ]
    retour = {
        "libelle": f"{ecrire_jour(jour.jour)}, le soir",
        "url": "",
        "valeurs": ("Retour", "domicile", *_mesures(jour.retour_minutes, jour.retour_km)),
    }
    if jour.dort_sur_place:
        retour["valeurs"] = ("Dort sur place", "–", "–", "–")
    return [*lignes, retour]


def _mesures(minutes: float | None, km: float | None) -> tuple[float | str, float | str]:
    return ("non situé" if minutes is None else round(minutes), "non situé" if km is None else round(km, 1))


def _traits(rang: int, jour: JourVecu, semaine: SemaineVecue) -> list[dict[str, Any]]:
    couche, classe = f"j{rang}", CLASSES_DES_JOURS[rang]
    points = [etape.point for etape in jour.etapes if etape.point is not None]
    boucle = [semaine.domicile, *points, *([] if jour.dort_sur_place else [semaine.domicile])]
    proprietes = {"nom": ecrire_jour(jour.jour), "classe": classe, "couche": couche}
    route = trait_epais(f"{couche}-route", [p for p in boucle if p is not None], proprietes)
    dessines = [
        _point(f"{couche}-{n}", etape.point, {**proprietes, "nom": etape.lieu, "texte": etape.titre})
        for n, etape in enumerate(jour.etapes)
        if etape.point is not None and etape.point != semaine.domicile
    ]
    return [*([route] if route else []), *dessines]


def _point(cle: str, point: Any, proprietes: dict[str, Any]) -> dict[str, Any]:
    geometrie = {"type": "Point", "coordinates": list(point)}
    return {"type": "Feature", "id": cle, "properties": proprietes, "geometry": geometrie}
