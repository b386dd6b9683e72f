"""A scenario of antennes as a note to decide from: what was asked, the options side by side, who gains and who loses."""

from __future__ import annotations

from django.utils import timezone

from maillage.cartographie.models import ScenarioAntenne
from maillage.cartographie.presentation.antennes import (
    GAGNE,
    PERD,
    STATUTS,
    communes_changees,
    minutes_dites,
    source_du_scenario,
    tableau,
)
from maillage.socle.domain.typographie import ecrire_compte, ecrire_nombre
from maillage.socle.rapports import Liste, Paragraphe, Rapport, Section, Tableau

COMMUNES_MONTREES = 15
ESTIMATION = "Les temps de trajet sont une estimation (distance à vol d'oiseau × 1,3, vitesse par paliers)."
KILOMETRES = "Les kilomètres des professionnels sont estimés : les jeunes suivis sont répartis comme les habitants."


def note_du_scenario(scenario: ScenarioAntenne) -> Rapport:
    """Every figure of the page, its proof and its reserves."""
    resultat, source = scenario.resultat, source_du_scenario(scenario)
    entetes = ("Mesure", *(colonne["nom"] for colonne in resultat["colonnes"]))
    cote_a_cote = tuple((libelle, *valeurs) for libelle, valeurs in tableau(scenario))
    sections = [
        Section("La question", (Liste(_question(scenario)),)),
        Section("Côte à côte", (Tableau("Aujourd'hui et chaque site possible", entetes, cote_a_cote, source),)),
    ]
    if len(entetes) > 2:
        sections.append(Section(f"Qui gagne, qui perd, avec {entetes[2]}", _changements(scenario, source)))
    return Rapport(
        titre=scenario.nom,
        auteur=str(scenario.dispositif),
        arrete_au=timezone.localdate(scenario.demandee_le),
        sous_titre=STATUTS[resultat["statut"]][0],
        reserves=(*([ESTIMATION] if resultat["temps"]["estimation"] else []), KILOMETRES),
        sections=tuple(sections),
    )


def _question(scenario: ScenarioAntenne) -> tuple[str, ...]:
    sites = scenario.resultat["sites"]
    gardes = ", ".join(site["nom"] for site in sites if site["existant"] and not site["quitte"]) or "aucun"
    quittes = ", ".join(site["nom"] for site in sites if site["quitte"])
    ouvertures = ecrire_compte(scenario.ouvertures, "antenne à ouvrir", "antennes à ouvrir")
    return (
        f"{scenario.get_objectif_display()}, {ouvertures}.",
        f"Sites gardés : {gardes}.",
        *([f"Sites quittés : {quittes}."] if quittes else []),
    )


def _changements(scenario: ScenarioAntenne, source: str) -> tuple[Tableau | Paragraphe, ...]:
    """The communes that change the most, in each direction."""
    minimum = scenario.resultat["ecart_dit_min"]
    blocs: list[Tableau | Paragraphe] = []
    for sens, titre in ((GAGNE, "Communes qui gagnent le plus"), (PERD, "Communes qui perdent le plus")):
        communes = communes_changees(scenario, sens)
        lignes = tuple(
            (c["nom"], ecrire_nombre(c["population"], 0), minutes_dites(c["avant"]), minutes_dites(c["apres"]))
            for c in communes[:COMMUNES_MONTREES]
        )
        if lignes:
            entetes = ("Commune", "Habitants", "Aujourd'hui", "Ensuite")
            blocs.append(Tableau(f"{titre} ({len(lignes)} sur {len(communes)})", entetes, lignes, source))
        else:
            verbe = "ne gagne" if sens == GAGNE else "ne perd"
            blocs.append(Paragraphe(f"Aucune commune {verbe} {minimum} minutes ou plus."))
    return tuple(blocs)
