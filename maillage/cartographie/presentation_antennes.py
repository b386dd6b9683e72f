"""A scenario as its page and its files read it: columns side by side, the map of what changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from maillage.cartographie.models import ScenarioAntenne
from maillage.cartographie.presentation import INCONNU, date_dite
from maillage.socle.domain.typographie import ecrire_compte, ecrire_nombre, ecrire_taux
from maillage.socle.tableur import Feuille

STATUTS = {
    "OPTIMAL": ("Prouvé : aucun autre choix ne fait mieux", "succes"),
    "REALISABLE": ("Le meilleur trouvé, sans preuve", "attention"),
    "IRREALISABLE": ("Irréalisable : aucun choix ne dessert tous les habitants", "danger"),
    "INCONNU": ("Aucune solution trouvée dans le temps donné", "danger"),
}
STATUTS_COURTS = {
    "OPTIMAL": "prouvé",
    "REALISABLE": "sans preuve",
    "IRREALISABLE": "irréalisable",
    "INCONNU": "sans solution",
}
SANS_SEUIL = (
    "Minutes de route, en moyenne",
    "Minutes pour le dixième le plus éloigné",
    "Kilomètres des professionnels, par an",
)
DU_CHOIX = (
    "Loyer du nouveau site, par mois",
    "Habitants qui gagnent",
    "Habitants qui perdent",
    "Gagnent le plus",
    "Perdent le plus",
)
GAGNE, PAREIL, PERD = "gagne", "pareil", "perd"
LIBELLES = {GAGNE: "gagne du temps", PAREIL: "ne change guère", PERD: "perd du temps"}
CLASSES = {GAGNE: 4, PAREIL: 1, PERD: 3}
SITE_OUVERT, SITE_GARDE = 5, 2


def tableau(scenario: ScenarioAntenne) -> list[tuple[str, list[str]]]:
    """Rows of the comparison: a label, then a written value by column."""
    colonnes, population = scenario.resultat["colonnes"], scenario.resultat["population"]

    def ligne(libelle: str, cle: str, unite: str = "", decimales: int | None = 0) -> tuple[str, list[str]]:
        return libelle, [_ecrire(colonne.get(cle), unite, decimales) for colonne in colonnes]

    def part(libelle: str, cle: str) -> tuple[str, list[str]]:
        return libelle, [_part(colonne[cle], population) for colonne in colonnes]

    return [
        ligne("Minutes de route, en moyenne", "moyenne", "min", 1),
        ligne("Minutes pour le dixième le plus éloigné", "pire_decile", "min", 1),
        part(f"Habitants à {scenario.seuil} minutes au plus", "couverts"),
        part("… si la route était 20 % plus rapide", "couverts_si_rapide"),
        part("… si la route était 20 % plus lente", "couverts_si_lent"),
        ligne("Kilomètres des professionnels, par an", "km_par_an", "km"),
        ligne("Loyer du nouveau site, par mois", "loyer", "€", None),
        ligne("Habitants qui gagnent", "population_gagne"),
        ligne("Communes qui gagnent", "communes_gagnent"),
        ligne("Habitants qui perdent", "population_perd"),
        ligne("Communes qui perdent", "communes_perdent"),
        ("Gagnent le plus", [", ".join(colonne.get("gagnantes", ())) or "–" for colonne in colonnes]),
        ("Perdent le plus", [", ".join(colonne.get("perdantes", ())) or "–" for colonne in colonnes]),
    ]


def tableau_des_scenarios(scenarios: Sequence[ScenarioAntenne]) -> list[tuple[str, list[str]]]:
    """Rows that compare several scenarios: what each one asked, then its figures today and with its first choice."""
    if not scenarios:
        return []
    lus = [dict(tableau(scenario)) for scenario in scenarios]
    entete = [
        ("Dispositif", [scenario.dispositif.nom for scenario in scenarios]),
        ("On cherche", [scenario.get_objectif_display() for scenario in scenarios]),
        ("Premier choix", [scenario.resultat["colonnes"][1]["nom"] for scenario in scenarios]),
        ("Preuve", [STATUTS[scenario.resultat["statut"]][0] for scenario in scenarios]),
        ("Temps de trajet", [source_du_scenario(scenario).partition(" ;")[0] for scenario in scenarios]),
    ]
    portees = [f"Habitants à {scenario.seuil} minutes au plus" for scenario in scenarios]
    propres: dict[str, list[str]] = {
        f"{libelle}, {quand}": [] for libelle in SANS_SEUIL for quand in ("aujourd'hui", "ensuite")
    }
    for lu in lus:
        for libelle in SANS_SEUIL:
            propres[f"{libelle}, aujourd'hui"].append(lu[libelle][0])
            propres[f"{libelle}, ensuite"].append(lu[libelle][1])
    couverts = [f"{lu[nom][1]} à {s.seuil} min" for lu, nom, s in zip(lus, portees, scenarios, strict=True)]
    suite = [(libelle, [lu[libelle][1] for lu in lus]) for libelle in DU_CHOIX]
    return [*entete, *propres.items(), ("Habitants à portée, ensuite", couverts), *suite]


def _ecrire(valeur: float | None, unite: str, decimales: int | None) -> str:
    return "–" if valeur is None else f"{ecrire_nombre(valeur, decimales)}\u00a0{unite}".strip()


def _part(valeur: float, population: int) -> str:
    return f"{ecrire_taux(valeur / population)} ({ecrire_nombre(valeur, 0)})" if population else "–"


def source_du_scenario(scenario: ScenarioAntenne) -> str:
    """What every output of a scenario repeats."""
    temps = scenario.resultat["temps"]
    dit = "temps estimés, sans moteur d'itinéraire" if temps["estimation"] else f"temps {temps['source']}"
    return f"{dit} ; population Insee ; communes au point de leur centre"


def sens_de(commune: Mapping[str, Any], minimum: int) -> str:
    """Whether the way changes by the minutes that are told."""
    avant, apres = commune["avant"], commune["apres"]
    if avant is None or apres is None:
        return PAREIL if avant == apres else (GAGNE if avant is None else PERD)
    return GAGNE if avant - apres >= minimum else PERD if apres - avant >= minimum else PAREIL


def communes_changees(scenario: ScenarioAntenne, sens: str = "") -> list[dict[str, Any]]:
    """Lines by commune, those that change the most first."""
    minimum = scenario.resultat["ecart_dit_min"]
    lignes = [{**c, "sens": sens_de(c, minimum)} for c in scenario.resultat["communes"]]
    gardees = [ligne for ligne in lignes if not sens or ligne["sens"] == sens]
    return sorted(gardees, key=lambda c: (-abs((c["avant"] or 0) - (c["apres"] or 0)), c["nom"], c["code"]))


def carte_du_scenario(scenario: ScenarioAntenne, lignes: list[dict[str, Any]], adresse: str) -> dict[str, Any]:
    """Communes by what changes for them, sites kept and opened."""
    retenus = set(scenario.resultat["retenus"])
    comptes = {sens: sum(ligne["sens"] == sens for ligne in lignes) for sens in LIBELLES}
    points = [
        _point(c["code"], c, {"nom": c["nom"], "classe": CLASSES[c["sens"]], "texte": _change(c), "couche": c["sens"]})
        for c in lignes
    ]
    sites = [s for s in scenario.resultat["sites"] if s["existant"] or s["id"] in retenus]
    points += [
        _point(f"site-{s['id']}", s, {"nom": s["nom"], "classe": SITE_GARDE if s["existant"] else SITE_OUVERT, "texte": _etat(s)})
        for s in sites
    ]  # fmt: skip
    return {
        "id": "antenne",
        "titre": "Ce qui change, commune par commune",
        "resume": _resume(lignes, scenario.resultat["ecart_dit_min"]),
        "geojson": {"type": "FeatureCollection", "features": points},
        "url_geojson": adresse,
        "couches": [{"code": sens, "libelle": libelle, "compte": comptes[sens]} for sens, libelle in LIBELLES.items()],
        "legende": [
            *({"classe": CLASSES[sens], "libelle": libelle, "compte": comptes[sens]} for sens, libelle in LIBELLES.items()),
            {"classe": SITE_GARDE, "libelle": "site d'aujourd'hui", "compte": sum(s["existant"] for s in sites)},
            {"classe": SITE_OUVERT, "libelle": "site à ouvrir", "compte": sum(not s["existant"] for s in sites)},
        ],
        "colonnes": ("Commune", "Ce qui change", "Habitants", "Minutes aujourd'hui", "Minutes ensuite", "Écart"),
        "mots": True,
        "nombre": len(lignes),
        "lignes": [
            {
                "libelle": c["nom"],
                "url": "",
                "valeurs": (LIBELLES[c["sens"]], c["population"], _dite(c["avant"]), _dite(c["apres"]), _ecart(c)),
            }
            for c in lignes
        ],
        "source": source_du_scenario(scenario),
        "date": f"scénario du {date_dite(scenario.demandee_le.date())}",
        "papier": True,
    }  # fmt: skip


def _resume(lignes: list[dict[str, Any]], minimum: int) -> str:
    gagnants, perdants = (sum(c["population"] for c in lignes if c["sens"] == sens) for sens in (GAGNE, PERD))
    gagnent = ecrire_compte(gagnants, "habitant gagne", "habitants gagnent")
    perdent = ecrire_compte(perdants, "en perd", "en perdent")
    return f"{gagnent} au moins {minimum} minutes, {perdent} autant, avec le premier choix."


def _dite(minutes: float | None) -> float | str:
    return INCONNU if minutes is None else minutes


def _ecart(commune: Mapping[str, Any]) -> float | str:
    if commune["avant"] is None or commune["apres"] is None:
        return INCONNU
    return round(commune["apres"] - commune["avant"], 1)


def _change(commune: Mapping[str, Any]) -> str:
    avant, apres = (("sans route" if m is None else f"{ecrire_nombre(m, 0)} min") for m in (commune["avant"], commune["apres"]))  # fmt: skip
    return f"{avant}, puis {apres}"


def _etat(site: Mapping[str, Any]) -> str:
    if not site["existant"]:
        return "site à ouvrir"
    return "site quitté" if site["quitte"] else "site gardé"


def _point(cle: str, lieu: Mapping[str, Any], proprietes: dict[str, Any]) -> dict[str, Any]:
    geometrie = {"type": "Point", "coordinates": [lieu["lon"], lieu["lat"]]}
    return {"type": "Feature", "id": cle, "properties": proprietes, "geometry": geometrie}


def feuille_scenario(scenario: ScenarioAntenne) -> Feuille:
    """One row by commune; the comparison, its status and its sources in the notes."""
    statut, _ = STATUTS[scenario.resultat["statut"]]
    entetes = [colonne["nom"] for colonne in scenario.resultat["colonnes"]]
    notes = [
        f"{scenario.nom} : {statut}. {scenario.get_objectif_display()}.",
        f"Sources : {source_du_scenario(scenario)}.",
        f"Comparés : {' | '.join(entetes)}",
        *(f"{libelle} : {' | '.join(valeurs)}" for libelle, valeurs in tableau(scenario)),
    ]
    lignes = [
        [c["code"], c["nom"], c["population"], c["avant"], c["apres"], LIBELLES[c["sens"]]]
        for c in communes_changees(scenario)
    ]
    colonnes = ("Code", "Commune", "Habitants", "Minutes aujourd'hui", "Minutes avec le premier choix", "Ce qui change")
    return Feuille("Scénario d'antenne", colonnes, lignes, notes)
