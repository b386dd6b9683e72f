"""The options of a scenario, drawn small side by side: who gains and who loses with each, what each costs by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from maillage.cartographie.models import ScenarioAntenne
from maillage.cartographie.presentation.antennes import GAGNE, LIBELLES, PAREIL, PERD, communes_changees, sites_montres
from maillage.socle.dessin import Trace, dessiner_carte
from maillage.socle.domain.typographie import ecrire_compte

LARGEUR_DESSIN = 360
SITE, QUITTE, OUVERT = "site", "quitte", "ouvert"
FORMES = {
    PAREIL: "M{x:.0f} {y:.0f}h0",
    GAGNE: "M{x:.0f} {y:.0f}m0-6l5 9h-10z",
    PERD: "M{x:.0f} {y:.0f}m0 6l5-9h-10z",
    SITE: "M{x:.0f} {y:.0f}m-5-5h10v10h-10z",
    QUITTE: "M{x:.0f} {y:.0f}m-5-5l10 10m0-10l-10 10",
    OUVERT: "M{x:.0f} {y:.0f}m0-8l8 8-8 8-8-8z",
}
"""In drawing order: changes over what stays, places over communes."""
LEGENDE = {**LIBELLES, SITE: "site d'aujourd'hui gardé", QUITTE: "site quitté", OUVERT: "site à ouvrir"}


@dataclass(frozen=True)
class OptionDessinee:
    """One column of the comparison; `formes`: class and path, in drawing order."""

    rang: int
    nom: str
    phrase: str
    largeur: int
    hauteur: int
    formes: tuple[tuple[str, str], ...]


def options_dessinees(scenario: ScenarioAntenne) -> list[OptionDessinee]:
    """Every option with its own minutes; a scenario computed before options kept theirs shows its first one."""
    colonnes = scenario.resultat["colonnes"]
    return [_dessiner(scenario, rang) for rang in range(1, len(colonnes)) if rang == 1 or "minutes" in colonnes[rang]]


def _dessiner(scenario: ScenarioAntenne, rang: int) -> OptionDessinee:
    colonne = scenario.resultat["colonnes"][rang]
    lieux = [(commune["sens"], commune) for commune in communes_changees(scenario, "", rang)]
    sites = [(_genre(site), site) for site in sites_montres(scenario, rang)]
    dessin = dessiner_carte(
        {"features": [_trait(genre, lieu) for genre, lieu in (*lieux, *sites)]}, largeur=LARGEUR_DESSIN
    )
    gagnent = ecrire_compte(colonne["population_gagne"], "habitant gagne", "habitants gagnent")
    perdent = ecrire_compte(colonne["population_perd"], "en perd", "en perdent")
    phrase = f"{gagnent} du temps, {perdent}."
    return OptionDessinee(rang, colonne["nom"], phrase, dessin.largeur, dessin.hauteur, _formes(dessin.traces))


def _genre(site: dict[str, Any]) -> str:
    return OUVERT if not site["existant"] else QUITTE if site["quitte"] else SITE


def _trait(genre: str, lieu: dict[str, Any]) -> dict[str, Any]:
    geometrie = {"type": "Point", "coordinates": [lieu["lon"], lieu["lat"]]}
    return {"properties": {"genre": genre}, "geometry": geometrie}


def _formes(traces: Sequence[Trace]) -> tuple[tuple[str, str], ...]:
    par_genre: dict[str, list[str]] = {genre: [] for genre in FORMES}
    for trace in traces:
        genre = trace.proprietes["genre"]
        par_genre[genre].append(FORMES[genre].format(x=trace.x, y=trace.y))
    return tuple((genre, "".join(chemins)) for genre, chemins in par_genre.items() if chemins)


def legende_des_options(options: Sequence[OptionDessinee]) -> list[tuple[str, str, str]]:
    """Class, path in a box of 20, words, of what is drawn."""
    vus = {genre for option in options for genre, _ in option.formes}
    return [(genre, FORMES[genre].format(x=10, y=10), mots) for genre, mots in LEGENDE.items() if genre in vus]
