"""The slides of a restitution, as an accessible PDF in A4 landscape: the words and drawings of its printed pages, one by slide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from maillage.socle.graphiques import Graphique, dessiner_graphique, legende
from maillage.socle.rapports import Liste, Paragraphe, Rapport, Tableau
from maillage.socle.rapports.pdf import composer

LIGNES_PAR_PLANCHE, PHRASES_PAR_PLANCHE = 12, 8
VIDE: dict[str, Any] = {"phrase": "", "lignes": [], "svg": "", "reperes": [], "tableau": None}


def en_diapositives(rapport: Rapport) -> bytes:
    """Return the slides; the same report gives the same bytes."""
    return composer(rapport, (__package__, "diaporama.typ"), planches=list(planches(rapport)))


def planches(rapport: Rapport) -> Iterator[dict[str, Any]]:
    """Yield one slide by drawing, list or table; the sentence of a section opens its first slide."""
    for section in rapport.sections:
        phrase = ""
        for bloc in section.blocs:
            if isinstance(bloc, Paragraphe):
                phrase = bloc.texte
            elif isinstance(bloc, Graphique):
                yield {**VIDE, "titre": f"{section.titre} : {_minuscule(bloc.titre)}", **_dessin(bloc)}
            elif isinstance(bloc, Liste):
                yield from _liste(f"{section.titre} : définitions" if len(section.blocs) > 1 else section.titre, bloc)
            else:
                yield from _tableau(section.titre, phrase, bloc)
                phrase = ""


def _dessin(graphique: Graphique) -> dict[str, Any]:
    return {
        "phrase": graphique.phrase,
        "svg": dessiner_graphique(graphique, seul=True),
        "reperes": [{"nom": nom, "svg": svg} for nom, svg in legende(graphique)],
    }


def _liste(titre: str, liste: Liste) -> Iterator[dict[str, Any]]:
    for debut in range(0, len(liste.lignes), PHRASES_PAR_PLANCHE):
        yield {**VIDE, "titre": titre, "lignes": liste.lignes[debut : debut + PHRASES_PAR_PLANCHE]}


def _tableau(titre: str, phrase: str, tableau: Tableau) -> Iterator[dict[str, Any]]:
    """A long table goes on on the next slide, its header again."""
    for debut in range(0, len(tableau.lignes), LIGNES_PAR_PLANCHE):
        partie = {**asdict(tableau), "lignes": tableau.lignes[debut : debut + LIGNES_PAR_PLANCHE]}
        yield {**VIDE, "titre": tableau.titre or titre, "phrase": phrase if not debut else "", "tableau": partie}


def _minuscule(texte: str) -> str:
    return texte[:1].lower() + texte[1:]
