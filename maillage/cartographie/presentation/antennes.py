"""A scenario as its page and its files read it: columns side by side, the map of what changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone

from maillage.cartographie.domain.implantation import VARIATIONS
from maillage.cartographie.models import ScenarioAntenne
from maillage.cartographie.presentation.commun import INCONNU, contours_des_communes
from maillage.socle.domain.typographie import ecrire_compte, ecrire_date_annee, ecrire_nombre, ecrire_taux

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
COUT_PAR_AN = "Kilomètres et loyer nouveau, par an"
MOIS = 12
DU_CHOIX = (
    "Loyer du nouveau site, par mois",
    COUT_PAR_AN,
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
        ("… si la route varie de 20 %", [_fourchette(colonne["moyenne"]) for colonne in colonnes]),
        ligne("Minutes pour le dixième le plus éloigné", "pire_decile", "min", 1),
        ("… si elle varie de 20 %", [_fourchette(colonne["pire_decile"]) for colonne in colonnes]),
        part(f"Habitants à {scenario.seuil} minutes au plus", "couverts"),
        part("… si la route était 20 % plus rapide", "couverts_si_rapide"),
        part("… si la route était 20 % plus lente", "couverts_si_lent"),
        ligne("Kilomètres des professionnels, par an", "km_par_an", "km"),
        ligne("Loyer du nouveau site, par mois", "loyer", "€", None),
        (COUT_PAR_AN, _couts_par_an(scenario)),
        ligne("Habitants qui gagnent", "population_gagne"),
        ligne("Communes qui gagnent", "communes_gagnent"),
        ligne("Habitants qui perdent", "population_perd"),
        ligne("Communes qui perdent", "communes_perdent"),
        ("Gagnent le plus", [", ".join(colonne.get("gagnantes", ())) or "–" for colonne in colonnes]),
        ("Perdent le plus", [", ".join(colonne.get("perdantes", ())) or "–" for colonne in colonnes]),
    ]


def _couts_par_an(scenario: ScenarioAntenne) -> list[str]:
    """Kilometres of the professionals and rent of what opens, a year, and the difference with today; nothing when no price was given."""
    prix, colonnes = scenario.hypotheses.get("cout_km"), scenario.resultat["colonnes"]
    couts = [_cout(colonne, Decimal(prix)) if prix else None for colonne in colonnes]
    sans_loyer = [False, *(bool(c.get("loyers_inconnus", c.get("loyer") is None)) for c in colonnes[1:])]
    return [
        _dire_le_cout(cout, couts[0] if rang else None, sans_loyer=sans)
        for rang, (cout, sans) in enumerate(zip(couts, sans_loyer, strict=True))
    ]


def _cout(colonne: Mapping[str, Any], prix: Decimal) -> Decimal | None:
    if colonne["km_par_an"] is None:
        return None
    return Decimal(str(colonne["km_par_an"])) * prix + MOIS * Decimal(str(colonne.get("loyer") or 0))


def _dire_le_cout(cout: Decimal | None, aujourd_hui: Decimal | None, *, sans_loyer: bool) -> str:
    if cout is None:
        return "–"
    ecrit = f"{ecrire_nombre(round(cout), 0)}\u00a0€"
    if aujourd_hui is not None:
        ecart = round(cout - aujourd_hui)
        ecrit += f" ({'+' if ecart > 0 else ''}{ecrire_nombre(ecart, 0)}\u00a0€)"
    return f"{ecrit}, hors loyer inconnu" if sans_loyer else ecrit


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


def _fourchette(minutes: float | None) -> str:
    """Every road 20 % faster or slower moves a mean by as much: the nearest site stays the nearest (contract 3)."""
    if minutes is None:
        return "–"
    rapide, lente = (ecrire_nombre(float(facteur) * minutes, 1) for facteur in VARIATIONS)
    return f"de {rapide} à {lente}\u00a0min"


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


def communes_changees(scenario: ScenarioAntenne, sens: str = "", rang: int = 1) -> list[dict[str, Any]]:
    """Lines by commune with the option of that column, those that change the most first."""
    minimum = scenario.resultat["ecart_dit_min"]
    lignes = [{**c, "sens": sens_de(c, minimum)} for c in _communes_de_l_option(scenario, rang)]
    gardees = [ligne for ligne in lignes if not sens or ligne["sens"] == sens]
    return sorted(gardees, key=lambda c: (-abs((c["avant"] or 0) - (c["apres"] or 0)), c["nom"], c["code"]))


def _communes_de_l_option(scenario: ScenarioAntenne, rang: int) -> list[dict[str, Any]]:
    communes: list[dict[str, Any]] = scenario.resultat["communes"]
    colonnes = scenario.resultat["colonnes"]
    minutes = colonnes[rang].get("minutes") if rang < len(colonnes) else None
    return [{**c, "apres": m} for c, m in zip(communes, minutes, strict=True)] if minutes else communes


def sites_montres(scenario: ScenarioAntenne, rang: int = 1) -> list[dict[str, Any]]:
    """Existing sites, and those that the option opens."""
    colonnes = scenario.resultat["colonnes"]
    ouverts = set(colonnes[rang]["sites"] if rang < len(colonnes) else scenario.resultat["retenus"])
    return [s for s in scenario.resultat["sites"] if s["existant"] or s["id"] in ouverts]


def sans_route(scenario: ScenarioAntenne) -> list[str]:
    """Communes that a choice leaves without a road although a candidate reaches them: what makes a scenario impossible."""
    a_part = set(scenario.resultat["hors_portee"])
    return [
        c["nom"] for c in scenario.resultat["communes"]
        if c["apres"] is None and c["population"] and c["nom"] not in a_part
    ]  # fmt: skip


def carte_du_scenario(
    scenario: ScenarioAntenne, lignes: list[dict[str, Any]], adresse: str, rang: int = 1
) -> dict[str, Any]:
    """Communes by what changes for them, sites kept and opened."""
    comptes = {sens: sum(ligne["sens"] == sens for ligne in lignes) for sens in LIBELLES}
    aires, sites = contours_des_communes([c["code"] for c in lignes]), sites_montres(scenario, rang)
    traits = [{**_point(c["code"], c, _commune(c)), **_contour(aires.get(c["code"]))} for c in lignes]
    traits += [_point(f"site-{s['id']}", s, _site(s)) for s in sites]
    return {
        "id": "antenne",
        "titre": "Ce qui change, commune par commune",
        "resume": _resume(scenario, lignes, rang),
        "geojson": {"type": "FeatureCollection", "features": traits},
        "url_geojson": adresse,
        "couches": [{"code": sens, "libelle": libelle, "compte": comptes[sens]} for sens, libelle in LIBELLES.items()],
        "legende": [
            *({"classe": CLASSES[sens], "libelle": libelle, "compte": comptes[sens]} for sens, libelle in LIBELLES.items()),
            {"classe": SITE_GARDE, "libelle": "site d'aujourd'hui", "compte": sum(s["existant"] for s in sites), "point": True},
            {"classe": SITE_OUVERT, "libelle": "site à ouvrir", "compte": sum(not s["existant"] for s in sites), "point": True},
        ],
        "colonnes": ("Commune", "Ce qui change", "Habitants", "Minutes aujourd'hui", "Minutes ensuite", "Écart"),
        "mots": True,
        "nombre": len(lignes),
        "lignes": [
            {
                "libelle": c["nom"],
                "couche": c["sens"],
                "url": "",
                "valeurs": (LIBELLES[c["sens"]], c["population"], _dite(c["avant"]), _dite(c["apres"]), _ecart(c)),
            }
            for c in lignes
        ],
        "source": f"{source_du_scenario(scenario)} ; contours IGN, Licence Ouverte",
        "date": f"scénario du {ecrire_date_annee(timezone.localdate(scenario.demandee_le))}",
    }  # fmt: skip


def _commune(commune: Mapping[str, Any]) -> dict[str, Any]:
    sens = commune["sens"]
    return {"nom": commune["nom"], "classe": CLASSES[sens], "texte": _change(commune), "couche": sens}


def _contour(aire: Mapping[str, Any] | None) -> dict[str, Any]:
    """The outline of a commune in the place of its point."""
    return {} if aire is None else {"geometry": aire["geometry"]}


def _site(site: Mapping[str, Any]) -> dict[str, Any]:
    classe = SITE_GARDE if site["existant"] else SITE_OUVERT
    return {"nom": site["nom"], "classe": classe, "texte": _etat(site)}


def _resume(scenario: ScenarioAntenne, lignes: list[dict[str, Any]], rang: int) -> str:
    colonnes, minimum = scenario.resultat["colonnes"], scenario.resultat["ecart_dit_min"]
    option = f"avec {colonnes[rang]['nom']}" if rang < len(colonnes) else "sans rien ouvrir"
    gagnants, perdants = (sum(c["population"] for c in lignes if c["sens"] == sens) for sens in (GAGNE, PERD))
    gagnent = ecrire_compte(gagnants, "habitant gagne", "habitants gagnent")
    perdent = ecrire_compte(perdants, "en perd", "en perdent")
    return f"{gagnent} au moins {minimum} minutes, {perdent} autant, {option}."


def _dite(minutes: float | None) -> float | str:
    return INCONNU if minutes is None else minutes


def _ecart(commune: Mapping[str, Any]) -> float | str:
    if commune["avant"] is None or commune["apres"] is None:
        return INCONNU
    return round(commune["apres"] - commune["avant"], 1)


def minutes_dites(minutes: float | None) -> str:
    return "sans route" if minutes is None else f"{ecrire_nombre(minutes, 0)} min"


def _change(commune: Mapping[str, Any]) -> str:
    return f"{minutes_dites(commune['avant'])}, puis {minutes_dites(commune['apres'])}"


def _etat(site: Mapping[str, Any]) -> str:
    if not site["existant"]:
        return "site à ouvrir"
    return "site quitté" if site["quitte"] else "site gardé"


def _point(cle: str, lieu: Mapping[str, Any], proprietes: dict[str, Any]) -> dict[str, Any]:
    geometrie = {"type": "Point", "coordinates": [lieu["lon"], lieu["lat"]]}
    return {"type": "Feature", "id": cle, "properties": proprietes, "geometry": geometrie}
