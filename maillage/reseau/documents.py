"""The bilan as one content for the page, the DOCX and the PDF: texts with their figures, charts with sentence and table, and their sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

from django.utils import timezone

from maillage.reseau.domain.bilan import ChiffreArrete, ecrire_valeur, un_an_avant
from maillage.reseau.domain.gabarit import remplir
from maillage.reseau.models import BilanReseau, SectionBilan
from maillage.reseau.selectors.bilans import BilanLu
from maillage.reseau.selectors.salles import SALLES
from maillage.socle.domain.texte import plier
from maillage.socle.domain.typographie import ecrire_heure, ecrire_jour_annee, ecrire_periode
from maillage.socle.graphiques import Graphique, Serie
from maillage.socle.rapports import Paragraphe, Rapport, Section, Tableau

AUTEUR = "Mission d'appui"
BROUILLON = "Brouillon : les textes et les chiffres peuvent encore changer."
ANNEXE = "Chiffres et définitions"
COLONNES = ("Chiffre", "Valeur", "Un an avant", "Évolution", "Ce qui est compté")


def rapport_du_bilan(lu: BilanLu) -> Rapport:
    """Return the report: the same bilan gives the same bytes, whatever the day it is asked."""
    return Rapport(
        titre=lu.bilan.titre,
        sous_titre=f"Période : {ecrire_periode(lu.bilan.debut, lu.bilan.fin)}",
        auteur=AUTEUR,
        arrete_au=timezone.localdate(lu.bilan.chiffres_au),
        reserves=reserves(lu),
        sections=(*(section_du_bilan(lu, section) for section in lu.sections), annexe(lu)),
    )


def reserves(lu: BilanLu) -> tuple[str, ...]:
    """Return what the first page says: the moment of the figures, and that a draft is one."""
    lignes = [f"Chaque nombre est compté par Maillage ; chiffres pris {moment(lu.bilan.chiffres_au)}."]
    if lu.bilan.brouillon:
        lignes.append(BROUILLON)
    return tuple(lignes)


def moment(quand: dt.datetime) -> str:
    """Write « le lundi 3 mars 2025 à 9 h 30 »."""
    local = timezone.localtime(quand)
    return f"le {ecrire_jour_annee(local.date())} à {ecrire_heure(local.time())}"


def section_du_bilan(lu: BilanLu, section: SectionBilan) -> Section:
    """Return one section: its text, then the charts and tables of the rooms it joins."""
    valeurs = {code: chiffre.ecrit for code, chiffre in lu.chiffres.items()}
    texte = (Paragraphe(remplir(section.texte, valeurs)),) if section.texte else ()
    return Section(section.titre, (*texte, *blocs_joints(lu, section)))


def blocs_joints(lu: BilanLu, section: SectionBilan) -> tuple[Graphique | Tableau | Paragraphe, ...]:
    """Return, for each room joined, a chart by unit that several figures share, then the table of its figures."""
    blocs: list[Graphique | Tableau | Paragraphe] = []
    for famille in section.familles:
        chiffres = [chiffre for chiffre in lu.chiffres.values() if chiffre.famille == famille]
        if not chiffres:
            blocs.append(Paragraphe(f"{SALLES.get(famille, famille)} : aucun chiffre sur cette période."))
            continue
        blocs.extend(_graphiques(lu.bilan, famille, chiffres))
        blocs.append(_tableau(lu.bilan, famille, chiffres))
    return tuple(blocs)


def _graphiques(bilan: BilanReseau, famille: str, chiffres: Iterable[ChiffreArrete]) -> list[Graphique]:
    compares = sorted((c for c in chiffres if c.valeur is not None), key=lambda c: c.unite)
    groupes = [(unite, list(lignes)) for unite, lignes in groupby(compares, key=lambda c: c.unite)]
    return [_graphique(bilan, famille, unite, lignes) for unite, lignes in groupes if len(lignes) > 1]


def _graphique(bilan: BilanReseau, famille: str, unite: str, chiffres: list[ChiffreArrete]) -> Graphique:
    avant = un_an_avant(bilan.debut, bilan.fin)
    premier = max(chiffres, key=lambda c: c.valeur or 0)
    return Graphique(
        titre=f"{SALLES.get(famille, famille)} : {unite}",
        phrase=f"{premier.libelle} : {premier.ecrit}, {_evolution(premier)}.",
        categories=tuple(nom_court(chiffre) for chiffre in chiffres),
        series=(
            Serie(_nom_de_periode(bilan.debut, bilan.fin), tuple(_flottant(c.valeur) for c in chiffres)),
            Serie(_nom_de_periode(*avant), tuple(_flottant(c.precedente) for c in chiffres)),
        ),
        unite=unite,
        source=_source(bilan),
    )


def nom_court(chiffre: ChiffreArrete) -> str:
    """Return the label without the unit it begins with, which the chart already says: « Dispositifs sans contact » gives « Sans contact »."""
    premier, _, reste = chiffre.libelle.partition(" ")
    court = reste if reste and plier(premier) == plier(chiffre.unite) else chiffre.libelle
    return court[:1].upper() + court[1:]


def _evolution(chiffre: ChiffreArrete) -> str:
    mots = chiffre.evolution
    return f"soit {mots} qu'un an avant" if mots.endswith(("de plus", "de moins")) else mots


def _flottant(valeur: object) -> float | None:
    return None if valeur is None else float(str(valeur))


def _nom_de_periode(debut: dt.date, fin: dt.date) -> str:
    annee = dt.date(debut.year, 1, 1) == debut and dt.date(debut.year, 12, 31) == fin
    return f"Année {debut.year}" if annee else ecrire_periode(debut, fin).capitalize()


def _source(bilan: BilanReseau) -> str:
    return f"Compté par Maillage, chiffres pris {moment(bilan.chiffres_au)}."


def _tableau(bilan: BilanReseau, famille: str, chiffres: Iterable[ChiffreArrete]) -> Tableau:
    lignes = tuple((c.libelle, c.mesure, ecrire_valeur(c.precedente), c.evolution) for c in chiffres)
    return Tableau(SALLES.get(famille, famille), COLONNES[:4], lignes, _source(bilan))


def annexe(lu: BilanLu) -> Section:
    """Return every figure with its definition."""
    lignes = tuple(
        (c.libelle, c.mesure, ecrire_valeur(c.precedente), c.evolution, c.definition) for c in lu.chiffres.values()
    )
    if not lignes:
        return Section(ANNEXE, (Paragraphe("Aucun chiffre sur cette période."),))
    return Section(ANNEXE, (Tableau("Tous les chiffres de la période", COLONNES, lignes, _source(lu.bilan)),))
