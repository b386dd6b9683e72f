"""Maps of this context, as the map-and-table component takes them: the same rows drawn and listed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from maillage.cartographie.domain.acces import LectureAcces
from maillage.cartographie.domain.temps import Provenance
from maillage.cartographie.domain.zones import Zone, ZoneBlanche
from maillage.cartographie.models import EtudeZones
from maillage.cartographie.selectors.offre import CompteOffre, FiltresOffre, LigneOffre
from maillage.cartographie.selectors.secteurs import Capable, Lieu
from maillage.cartographie.selectors.zones import CLASSES, LECTURES, mot_de_la_base
from maillage.socle.domain.typographie import ecrire_compte, ecrire_date, ecrire_nombre, ecrire_taux
from maillage.territoire import selectors as territoire
from maillage.territoire.cartes import Mesure, carte_des_departements
from maillage.territoire.domain.classes import classer
from maillage.territoire.domain.positions import defaut_de
from maillage.territoire.sources import noms_des_departements

SOURCE_OFFRE = "registre FINESS ; contours IGN, Licence Ouverte"
INCONNU = "non dit"
DEPARTEMENT, EPCI, COMMUNE = "DEPARTEMENT", "EPCI", "COMMUNE"
"""Levels of the outlines of the territory."""
COMMUNES_DESSINEES = 800
"""The largest département has 890 communes, most have under 500."""
COLONNES_ZONES = (
    "Territoire",
    "Lecture",
    "Rien à portée",
    "Autre public",
    "Trop peu de places",
    "Élèves concernés",
    "Minutes",
    "Km au plus",
)


def date_dite(jour: dt.date) -> str:
    """Write « 1er mars 2025 »."""
    return f"{ecrire_date(jour)} {jour.year}"


def carte_offre_par_departement(
    filtres: FiltresOffre,
    comptes: Mapping[str, CompteOffre],
    avant: Mapping[str, CompteOffre],
    url: Callable[[str], str],
) -> dict[str, Any]:
    """Places by département, with the other date beside when one is asked."""
    colonnes: tuple[str, ...] = ("Places", "Établissements", "Dont places en dispositif intégré")
    valeurs: dict[str, tuple[int, ...]] = {
        code: (c.places, c.etablissements, c.places_di) for code, c in comptes.items() if code
    }
    if filtres.compare:
        colonnes += (f"Places au {date_dite(filtres.compare)}", "Écart de places")
        codes = {*valeurs, *(code for code in avant if code)}
        valeurs = {
            code: (
                *valeurs.get(code, (0, 0, 0)),
                avant.get(code, CompteOffre()).places,
                comptes.get(code, CompteOffre()).places - avant.get(code, CompteOffre()).places,
            )
            for code in codes
        }
    mesure = Mesure("offre", "Places autorisées par département", "place", colonnes, SOURCE_OFFRE)
    carte = carte_des_departements(mesure, valeurs, url)
    return {**carte, "date": f"offre au {date_dite(filtres.le)}", "papier": True}


def carte_offre_en_points(filtres: FiltresOffre, lignes: Sequence[LigneOffre], adresse: str) -> dict[str, Any]:
    """One point per establishment of a département, over its outline; those without a sound position stay in the table."""
    numeros, classes = classer([ligne.places or 0 for ligne in lignes])
    points = [
        _point(ligne.pk, (ligne.lon, ligne.lat), {
            "nom": ligne.nom,
            "classe": classe,
            "texte": _places(ligne),
            "url": reverse("structures:etablissement", args=[ligne.pk]),
            "couche": "di" if ligne.dispositifs else "hors",
        })
        for ligne, classe in zip(lignes, numeros, strict=True)
        if ligne.lon is not None and ligne.lat is not None and defaut_de(ligne.lon, ligne.lat) is None
    ]  # fmt: skip
    places = sum(ligne.places or 0 for ligne in lignes)
    en_di = sum(bool(ligne.dispositifs) for ligne in lignes)
    nom = noms_des_departements().get(filtres.departement, filtres.departement)
    return {
        "id": "offre",
        "titre": f"Établissements et services : {nom}",
        "resume": f"{ecrire_compte(len(lignes), 'établissement ou service', 'établissements et services')}, "
        f"{ecrire_compte(places, 'place autorisée', 'places autorisées')}.",
        "geojson": {"type": "FeatureCollection", "features": [*_fonds(departements={filtres.departement}), *points]},
        "url_geojson": adresse,
        "couches": [
            {"code": "di", "libelle": "en dispositif intégré", "compte": en_di},
            {"code": "hors", "libelle": "hors dispositif intégré", "compte": len(lignes) - en_di},
        ],
        "regrouper": True,
        "legende": [
            {"classe": classe.numero, "libelle": _bornes(classe.bas, classe.haut), "compte": classe.compte}
            for classe in classes
        ],
        "colonnes": ("Établissement ou service", "Places", "Catégorie", "Commune", "Modalités", "Publics", "Dispositif intégré", "Source"),
        "mots": True,
        "lignes": [_ligne_offre(ligne) for ligne in lignes],
        "source": SOURCE_OFFRE,
        "date": f"offre au {date_dite(filtres.le)}",
        "papier": True,
    }  # fmt: skip


def _places(ligne: LigneOffre) -> str:
    if ligne.places is None:
        return "capacité non dite par FINESS"
    suite = f", {ecrire_compte(ligne.inconnues, 'ligne sans nombre', 'lignes sans nombre')}" if ligne.inconnues else ""
    return f"{ecrire_compte(ligne.places, 'place')}{suite}"


def source_de(ligne: LigneOffre) -> str:
    """The dated source of the figures of an establishment."""
    return f"FINESS au {date_dite(ligne.situation_le)}" if ligne.situation_le else "saisie ici, sans date de fichier"


def _ligne_offre(ligne: LigneOffre) -> dict[str, Any]:
    return {
        "libelle": ligne.nom,
        "couche": "di" if ligne.dispositifs else "hors",
        "url": reverse("structures:etablissement", args=[ligne.pk]),
        "valeurs": (
            INCONNU if ligne.places is None else ligne.places,
            ligne.sigle,
            ligne.commune or INCONNU,
            ", ".join(ligne.modalites) or INCONNU,
            ligne.libelles_publics,
            ", ".join(nom for _, nom, _ in ligne.dispositifs) or "non",
            source_de(ligne),
        ),
    }


def _bornes(bas: int, haut: int) -> str:
    return ecrire_compte(bas, "place") if bas == haut else f"de {ecrire_nombre(bas)} à {ecrire_compte(haut, 'place')}"


def _point(cle: int | str, point: tuple[float | None, float | None], proprietes: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": cle,
        "properties": proprietes,
        "geometry": {"type": "Point", "coordinates": list(point)},
    }


def _fonds(*, departements: Collection[str], epci: Collection[str] = ()) -> list[dict[str, Any]]:
    """Outlines under the points, without a figure."""
    fonds = [
        *territoire.contours(DEPARTEMENT, departements)["features"],
        *(territoire.contours(EPCI, epci)["features"] if epci else ()),
    ]
    return [{**fond, "properties": {**fond["properties"], "classe": 0, "fond": True}} for fond in fonds]


def carte_zones(
    etude: EtudeZones, niveau: str, lignes: Sequence[ZoneBlanche], zones: Iterable[Zone], adresse: str
) -> dict[str, Any]:
    """A study at a level: areas for intercommunalités and départements, points for communes and schools."""
    mot, comptes = mot_de_la_base(etude), dict.fromkeys(LECTURES, 0)
    for ligne in lignes:
        comptes[LectureAcces(ligne.lecture)] += 1
    return {
        "id": "zones",
        "titre": "Zones blanches",
        "resume": _resume(lignes, mot),
        "geojson": {"type": "FeatureCollection", "features": _traits(niveau, lignes, {z.code: z for z in zones})},
        "url_geojson": adresse,
        "couches": [
            {"code": str(lecture), "libelle": libelle, "compte": comptes[lecture]}
            for lecture, libelle in LECTURES.items()
        ],
        "legende": [
            {"classe": CLASSES[lecture], "libelle": libelle, "compte": comptes[lecture]}
            for lecture, libelle in LECTURES.items()
        ],
        "colonnes": (*COLONNES_ZONES[:2], f"{mot.capitalize()}s", *COLONNES_ZONES[2:]),
        "mots": True,
        "lignes": [_ligne_zone(ligne) for ligne in lignes],
        "source": source_de_l_etude(etude),
        "date": f"offre au {date_dite(etude.offre_le)}",
        "papier": True,
    }  # fmt: skip


def source_de_l_etude(etude: EtudeZones) -> str:
    """What every output of a study repeats."""
    temps = "temps estimés, sans moteur d'itinéraire" if etude.temps_estimation else f"temps {etude.temps_source}"
    jour = f" du {date_dite(etude.temps_date)}" if etude.temps_date else ""
    return f"registre FINESS ; {temps}{jour} ; population Insee ; contours IGN, Licence Ouverte"


def _ligne_zone(zone: ZoneBlanche) -> dict[str, Any]:
    return {
        "libelle": zone.nom,
        "couche": str(LectureAcces(zone.lecture)),
        "url": "",
        "valeurs": (
            LECTURES[LectureAcces(zone.lecture)],
            zone.population,
            *(zone.par_lecture.get(lecture, 0) for lecture in list(LECTURES)[:3]),
            zone.eleves_concernes,
            INCONNU if zone.minutes is None else zone.minutes,
            INCONNU if zone.km_max is None else zone.km_max,
        ),
    }


def _resume(lignes: Sequence[ZoneBlanche], mot: str) -> str:
    population, concernes = sum(z.population for z in lignes), sum(z.concernes for z in lignes)
    loin = sum(zone.hors_de_portee for zone in lignes)
    part = ecrire_taux(concernes / population) if population else "0 %"
    return (
        f"{ecrire_compte(concernes, mot)} sur {ecrire_nombre(population)} ({part}) sans réponse suffisante, "
        f"dont {ecrire_nombre(loin)} sans rien à portée pour ce public."
    )


def _traits(niveau: str, lignes: Sequence[ZoneBlanche], zones: Mapping[str, Zone]) -> list[dict[str, Any]]:
    proprietes = {ligne.code: _proprietes(ligne) for ligne in lignes}
    if niveau == "commune":
        tenues = [zones[code] for code in proprietes if code in zones]
        aires = contours_des_communes([zone.code for zone in tenues])
        fonds = [] if aires else _fonds(departements=set(), epci={zone.epci for zone in tenues if zone.epci})
        points = [zone for zone in tenues if zone.code not in aires]
        return [
            *fonds,
            *({**aire, "properties": {**aire["properties"], **proprietes[code]}} for code, aire in aires.items()),
            *(_point(zone.code, (zone.lon, zone.lat), proprietes[zone.code]) for zone in points),
        ]
    genre = EPCI if niveau == "epci" else DEPARTEMENT
    contours = territoire.contours(genre, set(proprietes))["features"]
    return [{**contour, "properties": {**contour["properties"], **proprietes[contour["id"]]}} for contour in contours]


def contours_des_communes(codes: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return the outlines of these communes; none above the size of a département or two, where points are seen better and come faster."""
    if not codes or len(codes) > COMMUNES_DESSINEES:
        return {}
    return {contour["id"]: contour for contour in territoire.contours(COMMUNE, codes)["features"]}


def _proprietes(zone: ZoneBlanche) -> dict[str, Any]:
    lecture = LectureAcces(zone.lecture)
    minutes = f", {ecrire_nombre(zone.minutes)} min" if zone.minutes is not None else ""
    return {
        "nom": zone.nom,
        "classe": CLASSES[lecture],
        "texte": f"{LECTURES[lecture]}, {ecrire_nombre(zone.concernes)} sur {ecrire_nombre(zone.population)}{minutes}",
        "couche": str(lecture),
    }


def dire_les_temps(provenance: Provenance | None) -> str:
    """Where the times come from, in words; an estimation is always named so."""
    if provenance is None:
        return "Sans temps de trajet."
    jour = f", {date_dite(provenance.date)}" if provenance.date else ""
    if provenance.estimation:
        return f"Temps de trajet estimés, sans moteur d'itinéraire{jour}."
    return f"Temps de trajet : {provenance.source}{jour}."


def carte_reponse(lieu: Lieu, capables: Sequence[Capable], provenance: Provenance | None) -> dict[str, Any]:
    """Who is able to answer around a place: the establishments, and the commune asked about, never an address."""
    commune = lieu.commune
    ici = _point(
        "ici", (commune.lon, commune.lat), {"nom": f"{commune.nom}, la commune demandée", "classe": 5, "texte": ""}
    )
    points = [
        _point(capable.ligne.pk, (capable.ligne.lon, capable.ligne.lat), {
            "nom": capable.ligne.nom,
            "classe": 2,
            "texte": _temps(capable),
            "url": reverse("structures:etablissement", args=[capable.ligne.pk]),
        })
        for capable in capables
    ]  # fmt: skip
    departements = {commune.departement, *(capable.ligne.departement for capable in capables)}
    return {
        "id": "reponse",
        "titre": "Ceux qui peuvent répondre",
        "resume": f"{ecrire_compte(len(capables), 'établissement autorisé', 'établissements autorisés')} pour ce public, le plus proche d'abord.",
        "geojson": {"type": "FeatureCollection", "features": [*_fonds(departements=departements), *points, ici]},
        "legende": [
            {"classe": 5, "libelle": f"{commune.nom}, la commune demandée", "compte": None},
            {"classe": 2, "libelle": "établissement capable de répondre", "compte": len(capables)},
        ],
        "colonnes": ("Établissement ou service", "Minutes", "Km", "Commune", "Modalités", "Places", "Dispositif intégré", "Téléphone", "Source"),
        "mots": True,
        "lignes": [_ligne_capable(capable) for capable in capables],
        "source": SOURCE_OFFRE,
        "date": dire_les_temps(provenance).removesuffix(".").lower(),
        "papier": True,
    }  # fmt: skip


def _ligne_capable(capable: Capable) -> dict[str, Any]:
    ligne = capable.ligne
    return {
        "libelle": ligne.nom,
        "url": reverse("structures:etablissement", args=[ligne.pk]),
        "valeurs": (
            INCONNU if capable.minutes is None else capable.minutes,
            INCONNU if capable.km is None else capable.km,
            ligne.commune or INCONNU,
            ", ".join(ligne.modalites) or INCONNU,
            INCONNU if ligne.places is None else ligne.places,
            ", ".join(nom for _, nom, _ in ligne.dispositifs) or "non",
            ligne.telephone or INCONNU,
            source_de(ligne),
        ),
    }


def _temps(capable: Capable) -> str:
    return "temps inconnu" if capable.minutes is None else f"{ecrire_nombre(capable.minutes)} min"
