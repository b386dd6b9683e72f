"""A dashboard, or one of its charts, as a document or an image."""

from __future__ import annotations

import datetime as dt

from maillage.pilotage.bord.cartes import Carte, Famille, familles, notes, reserves
from maillage.pilotage.bord.cibles import graphique_des_cibles
from maillage.pilotage.bord.graphiques import par_trimestre
from maillage.pilotage.bord.montage import Bord
from maillage.pilotage.bord.semblables import COLONNES, Comparaison
from maillage.socle.domain.typographie import ABSENT, ecrire_trimestre
from maillage.socle.graphiques import Graphique
from maillage.socle.rapports import Paragraphe, Rapport, Section, Tableau
from maillage.socle.tableur import Feuille

AUTEUR = "Maillage"
DERNIERS = 4
"""Quarters of a table on paper."""


def rapport_du_bord(bord: Bord, comparaison: Comparaison | None, *, le: dt.date) -> Rapport:
    """Return the whole dashboard: by family its figures and its chart, then the group of similar dispositifs, then the CPOM."""
    sections = [
        Section(famille.titre, (_tableau(bord, famille), par_trimestre(bord, famille.dessinee)))
        for famille in familles(bord)
        if famille.cartes
    ]
    if comparaison is not None:
        sections.append(Section("Dispositifs semblables", tuple(_blocs(comparaison))))
    if bord.cibles.vises:
        sections.append(Section("CPOM", tuple(graphique_des_cibles(vise) for vise in bord.cibles.vises)))
    return Rapport(
        titre=f"Tableau de bord, {ecrire_trimestre(bord.periode)}",
        sous_titre=f"{bord.portee.niveau.en_mots} : {bord.portee.nom}. {bord.lecteur.couverture(bord.periode)}",
        auteur=AUTEUR,
        arrete_au=le,
        sections=tuple(sections),
        reserves=tuple(reserves(bord)),
    )


def rapport_du_graphique(bord: Bord, graphique: Graphique, *, le: dt.date) -> Rapport:
    """Return one chart with its sentence and its table."""
    return Rapport(
        titre=graphique.titre,
        sous_titre=f"{bord.portee.niveau.en_mots} : {bord.portee.nom}",
        auteur=AUTEUR,
        arrete_au=le,
        sections=(Section("Le graphique et ses chiffres", (graphique,)),),
        reserves=tuple(reserves(bord)),
    )


def feuille_du_graphique(bord: Bord, graphique: Graphique) -> Feuille:
    """Return the values of a chart as a table; hidden and absent ones are left empty."""
    return Feuille(
        titre="Graphique",
        colonnes=("", *(serie.nom for serie in graphique.series)),
        lignes=[
            [categorie, *(serie.valeurs[rang] for serie in graphique.series)]
            for rang, categorie in enumerate(graphique.categories)
        ],
        notes=(graphique.phrase, graphique.source, *notes(bord)),
    )


def feuille_des_semblables(comparaison: Comparaison) -> Feuille:
    """Return the comparison as a table."""
    lignes = [ligne.ecrites for ligne in comparaison.lignes]
    return Feuille("Dispositifs semblables", COLONNES, lignes, (comparaison.groupe, comparaison.methode))


def _tableau(bord: Bord, famille: Famille) -> Tableau:
    periodes = bord.periodes[-DERNIERS:]
    return Tableau(
        f"{famille.titre} : les chiffres",
        ("Chiffre", *(ecrire_trimestre(periode) for periode in periodes), "Changement"),
        tuple(
            (carte.libelle, *(_lue(bord, carte, periode) for periode in periodes), carte.tendance or ABSENT)
            for carte in famille.cartes
        ),
    )


def _lue(bord: Bord, carte: Carte, periode: str) -> str:
    return bord.lecteur.valeur(carte.chemin, periode).ecrite


def _blocs(comparaison: Comparaison) -> list[Paragraphe | Tableau]:
    lignes = tuple(ligne.ecrites for ligne in comparaison.lignes)
    return [
        Paragraphe(f"Le groupe : {comparaison.groupe}."),
        Tableau("Ce dispositif et ceux qui lui ressemblent", COLONNES, lignes),
        Paragraphe(comparaison.methode, accent=True),
    ]
