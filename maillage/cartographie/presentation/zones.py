"""A study of zones blanches as the map-and-table component takes it: areas, points, figures of children rounded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean
from typing import Any

from maillage.cartographie.domain.acces import LectureAcces
from maillage.cartographie.domain.zones import Zone, ZoneBlanche, adoucir, ages_en_mots
from maillage.cartographie.models import BaseEtude, EtudeZones
from maillage.cartographie.presentation.commun import (
    DEPARTEMENT,
    EPCI,
    INCONNU,
    contours_des_communes,
    fonds_de,
    point_de,
)
from maillage.cartographie.referentiels import reglages
from maillage.cartographie.selectors.zones import CLASSES, ECOLE, LECTURES, mot_de_la_base
from maillage.socle.dessin import POINTS_NOMMES
from maillage.socle.domain.typographie import ecrire_compte, ecrire_date_annee, ecrire_nombre, ecrire_taux
from maillage.territoire import selectors as territoire
from maillage.territoire.domain.ages import OriginePopulation

PEU = "moins de {plancher}"
ORIGINES = {
    OriginePopulation.COMPTEE: "comptés dans un fichier importé",
    OriginePopulation.ESTIMEE: "estimés par le fichier importé",
    OriginePopulation.REPARTIE: "estimés ici, une tranche d'âge plus large étant partagée également entre ses âges",
    OriginePopulation.PART: "estimés ici, la part des jeunes des communes connues étant appliquée à tous les habitants",
}
CONNUS = {
    OriginePopulation.COMPTEE: "comptés",
    OriginePopulation.ESTIMEE: "estimés par le fichier",
    OriginePopulation.REPARTIE: "estimés, tranche partagée",
    OriginePopulation.PART: "estimés, part des voisines",
}


def carte_zones(
    etude: EtudeZones, niveau: str, lignes: Sequence[ZoneBlanche], zones: Iterable[Zone], adresse: str
) -> dict[str, Any]:
    """A study at a level: areas for intercommunalités and départements, areas or points for communes, points for schools.

    Its rows are those of the page shown (`ligne_de_zone`). Where `adresse` gives the words of thousands of points, the drawing of the page
    does without them.
    """
    muets = bool(adresse) and len(lignes) > POINTS_NOMMES
    comptes = dict.fromkeys(LECTURES, 0)
    for ligne in lignes:
        comptes[ligne.lecture] += 1
    return {
        "id": "zones",
        "titre": "Zones blanches",
        "resume": _resume(lignes, etude),
        "geojson": {"type": "FeatureCollection", "features": _traits(etude, niveau, lignes, zones, muets=muets)},
        "url_geojson": adresse,
        "couches": [
            {"code": str(lecture), "libelle": libelle, "compte": comptes[lecture]}
            for lecture, libelle in LECTURES.items()
        ],
        "legende": [
            {"classe": CLASSES[lecture], "libelle": libelle, "compte": comptes[lecture]}
            for lecture, libelle in LECTURES.items()
        ],
        "colonnes": ("Territoire", "Lecture", *(nom for nom, _ in chiffres_de(etude)), "Minutes", "Km au plus"),
        "mots": True,
        "lignes": [],
        "source": source_de_l_etude(etude),
        "date": f"offre au {ecrire_date_annee(etude.offre_le)}",
    }  # fmt: skip


def chiffres_de(etude: EtudeZones) -> list[tuple[str, Callable[[ZoneBlanche], int | str]]]:
    """Heading and figure of each column of people: the same in the page, the export and the command."""
    par_age, ecoles = bool(etude.constats.get("par_age")), etude.base == BaseEtude.ECOLE
    return [
        (f"{mot_de_la_base(etude).capitalize()}s", lambda zone: personnes(etude, zone.population)),
        *([("Comptés ou estimés", _connus)] if par_age else []),
        ("Rien à portée", lambda zone: personnes(etude, zone.par_lecture.get(LectureAcces.AUCUN, 0))),
        ("Autre public", lambda zone: personnes(etude, zone.par_lecture.get(LectureAcces.AUTRE_PUBLIC, 0))),
        ("Trop peu de places", lambda zone: personnes(etude, zone.par_lecture.get(LectureAcces.SATURE, 0))),
        *([] if ecoles else [("Élèves", lambda zone: enfants(etude, zone.eleves))]),
        ("Élèves concernés", lambda zone: enfants(etude, zone.eleves_concernes)),
    ]


def enfants(etude: EtudeZones, nombre: int) -> int | str:
    """Children: never a few of them, else rounded."""
    plancher = reglages(etude.offre_le).plancher_enfants
    dit = adoucir(nombre, plancher)
    return PEU.format(plancher=plancher) if dit is None else dit


def personnes(etude: EtudeZones, nombre: int) -> int | str:
    """People of the study: inhabitants as they are, children as children are told."""
    return nombre if mot_de_la_base(etude) == "habitant" else enfants(etude, nombre)


def personnes_dites(etude: EtudeZones, nombre: int) -> str:
    """« 1 235 jeunes », « moins de 5 jeunes »."""
    dit, mot = personnes(etude, nombre), mot_de_la_base(etude)
    return f"{dit} {mot}s" if isinstance(dit, str) else ecrire_compte(dit, mot)


def ages_dits(etude: EtudeZones) -> str:
    """« de moins de 20 ans », « de 6 à 10 ans »; nothing for everyone."""
    if etude.age_min is None or etude.age_max is None:
        return ""
    return ages_en_mots(etude.age_min, etude.age_max)


def origine_dite(etude: EtudeZones, zones: Iterable[Zone]) -> str:
    """Who is counted, and for people of some ages how surely: shares of each origin."""
    if etude.base == BaseEtude.ECOLE:
        return "Élèves de chaque école, au nombre que dit l'annuaire de l'éducation importé."
    if not etude.constats.get("par_age"):
        faute = f", faute de population {ages_dits(etude)} chargée ici" if etude.age_max is not None else ""
        return f"Habitants de tous âges, au recensement{faute}."
    comptes = Counter[str]()
    for zone in zones:
        comptes[zone.origine] += zone.population
    total = sum(comptes.values())
    parts = [f"{ecrire_taux(comptes[o] / total)} {dit}" for o, dit in ORIGINES.items() if comptes[o]]
    annees = sorted({min(etude.constats["annees"]), max(etude.constats["annees"])}) if etude.constats["annees"] else []
    suite = f" (population de {' à '.join(map(str, annees))})" if annees else ""
    return f"Jeunes {ages_dits(etude)} : {' ; '.join(parts) or 'aucun'}{suite}."


def dire_l_arrondi(etude: EtudeZones) -> str:
    """The rule of few children, in words."""
    plancher = reglages(etude.offre_le).plancher_enfants
    return (
        f"Nombres d'enfants et d'élèves : rien de précis de 1 à {plancher - 1}, arrondis à {plancher} près au-dessus."
    )


def _connus(zone: ZoneBlanche) -> str:
    """Of one territory, in few words; a mix of origins is told by the sentence above the table."""
    presentes = [origine for origine in CONNUS if zone.par_origine.get(origine)]
    if not presentes:
        return "–"
    if len(presentes) == 1:
        return CONNUS[presentes[0]]
    return "en partie estimés" if OriginePopulation.COMPTEE in presentes else "estimés"


def source_de_l_etude(etude: EtudeZones) -> str:
    """What every output of a study repeats."""
    temps = "temps estimés, sans moteur d'itinéraire" if etude.temps_estimation else f"temps {etude.temps_source}"
    jour = f" du {ecrire_date_annee(etude.temps_date)}" if etude.temps_date else ""
    qui = "élèves : annuaire de l'éducation" if etude.base == BaseEtude.ECOLE else "population : Insee"
    if etude.constats.get("par_age"):
        qui = f"population {ages_dits(etude)} : fichiers importés et estimations"
    return f"registre FINESS ; {temps}{jour} ; {qui} ; contours IGN, Licence Ouverte"


def ligne_de_zone(zone: ZoneBlanche, etude: EtudeZones) -> dict[str, Any]:
    return {
        "libelle": zone.nom,
        "couche": str(zone.lecture),
        "url": "",
        "valeurs": (
            LECTURES[zone.lecture],
            *(chiffre(zone) for _, chiffre in chiffres_de(etude)),
            INCONNU if zone.minutes is None else zone.minutes,
            INCONNU if zone.km_max is None else zone.km_max,
        ),
    }


def _resume(lignes: Sequence[ZoneBlanche], etude: EtudeZones) -> str:
    population, concernes = sum(z.population for z in lignes), sum(z.concernes for z in lignes)
    loin = sum(zone.hors_de_portee for zone in lignes)
    part = ecrire_taux(concernes / population) if population else "0 %"
    return (
        f"{personnes_dites(etude, concernes)} sur {_ecrire(personnes(etude, population))} ({part}) sans réponse suffisante, "
        f"dont {_ecrire(personnes(etude, loin))} sans rien à portée pour ce public."
    )


def _ecrire(dit: int | str) -> str:
    return dit if isinstance(dit, str) else ecrire_nombre(dit)


def _traits(
    etude: EtudeZones, niveau: str, lignes: Sequence[ZoneBlanche], zones: Iterable[Zone], *, muets: bool
) -> list[dict[str, Any]]:
    proprietes = {ligne.code: _teinte(ligne) if muets else _proprietes(ligne, etude) for ligne in lignes}
    if niveau in {"commune", ECOLE}:
        return _lieux(niveau, proprietes, zones)
    genre = EPCI if niveau == "epci" else DEPARTEMENT
    contours = territoire.contours(genre, set(proprietes))["features"]
    return [{**contour, "properties": {**contour["properties"], **proprietes[contour["id"]]}} for contour in contours]


def _lieux(niveau: str, proprietes: Mapping[str, dict[str, Any]], zones: Iterable[Zone]) -> list[dict[str, Any]]:
    """Communes as areas when there are few enough, else points; schools as points."""
    tenues: dict[str, list[Zone]] = {}
    for zone in zones:
        if (code := zone.code if niveau == ECOLE else zone.commune) in proprietes:
            tenues.setdefault(code, []).append(zone)
    aires = contours_des_communes(list(tenues)) if niveau == "commune" else {}
    epci = {zone.epci for membres in tenues.values() for zone in membres if zone.epci}
    fonds = [] if aires else fonds_de(departements=set(), epci=epci)
    points = {code: _centre(membres) for code, membres in tenues.items() if code not in aires}
    return [
        *fonds,
        *({**aire, "properties": {**aire["properties"], **proprietes[code]}} for code, aire in aires.items()),
        *(point_de(code, point, proprietes[code]) for code, point in points.items()),
    ]


def _centre(membres: Sequence[Zone]) -> tuple[float, float]:
    if len(membres) == 1:
        return membres[0].lon, membres[0].lat
    return fmean(zone.lon for zone in membres), fmean(zone.lat for zone in membres)


def _teinte(zone: ZoneBlanche) -> dict[str, Any]:
    lecture = zone.lecture
    return {"classe": CLASSES[lecture], "couche": str(lecture)}


def _proprietes(zone: ZoneBlanche, etude: EtudeZones) -> dict[str, Any]:
    minutes = f", {ecrire_nombre(zone.minutes)} min" if zone.minutes is not None else ""
    return {
        **_teinte(zone),
        "nom": zone.nom,
        "texte": f"{LECTURES[zone.lecture]}, {_ecrire(personnes(etude, zone.concernes))} sur {personnes_dites(etude, zone.population)}{minutes}",
    }
