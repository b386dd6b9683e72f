"""The figures of technical support as a chart and as a report."""

from __future__ import annotations

import datetime as dt

from maillage.socle.domain.typographie import ABSENT, ecrire_compte, ecrire_nombre, ecrire_periode
from maillage.socle.graphiques import Graphique, Serie
from maillage.socle.rapports import Liste, Rapport, Section, Tableau
from maillage.soutien import referentiels
from maillage.soutien.selectors.chiffres import ChiffresSoutien

RESERVE = (
    "Une part des kilomètres est une estimation : à vol d'oiseau entre deux communes, puis avec un détour de route."
)


def graphique_genres(chiffres: ChiffresSoutien) -> Graphique:
    """Return the chart of the seven kinds: requests received, visits held, actions done."""
    genres = referentiels.genres()
    premier = max(chiffres.genres, key=lambda ligne: ligne.demandes + ligne.visites + ligne.actions)
    total = premier.demandes + premier.visites + premier.actions
    return Graphique(
        titre="Les sept actions du soutien technique",
        phrase=f"L'action la plus fréquente : {genres[premier.genre].libelle.lower()}."
        if total
        else "Rien n'est encore compté.",
        categories=tuple(genres[ligne.genre].court for ligne in chiffres.genres),
        series=(
            Serie("Demandes", tuple(float(ligne.demandes) for ligne in chiffres.genres)),
            Serie("Visites tenues", tuple(float(ligne.visites) for ligne in chiffres.genres)),
            Serie("Actions faites", tuple(float(ligne.actions) for ligne in chiffres.genres)),
        )
        if total
        else (),
        source=f"Maillage, {ecrire_periode(chiffres.debut, chiffres.fin)} ; actions : {referentiels.source_des_genres()}.",
    )


def rapport_chiffres(chiffres: ChiffresSoutien, *, le: dt.date) -> Rapport:
    """Return the report of a period."""
    mediane = ABSENT if chiffres.qualification is None else f"{ecrire_nombre(chiffres.qualification)} jours"
    lignes = (
        f"{ecrire_compte(chiffres.demandes, 'demande')}, {ecrire_compte(chiffres.dispositifs, 'dispositif soutenu', 'dispositifs soutenus')}",
        f"Délai médian de qualification : {mediane}",
        f"{ecrire_compte(chiffres.visites, 'visite tenue', 'visites tenues')}, dont {chiffres.a_distance} à distance",
        f"{ecrire_nombre(chiffres.km)} kilomètres, dont {ecrire_nombre(chiffres.km_estimes)} estimés",
        ecrire_compte(chiffres.situations, "situation analysée", "situations analysées"),
        f"{ecrire_compte(chiffres.recommandations, 'recommandation')}, dont {chiffres.suivies} faites",
    )
    departements = tuple(
        (d.departement, str(d.demandes), str(d.dispositifs), str(d.visites), ecrire_nombre(d.km))
        for d in chiffres.departements
    )
    entetes = ("Département", "Demandes", "Dispositifs", "Visites", "Kilomètres")
    par_departement = (Tableau("Par département", entetes, departements),) if departements else ()
    return Rapport(
        titre="Soutien technique : les chiffres",
        sous_titre=ecrire_periode(chiffres.debut, chiffres.fin),
        auteur="Maillage",
        arrete_au=le,
        reserves=(RESERVE,),
        sections=(
            Section("L'essentiel", (Liste(lignes),)),
            Section("Par action", (graphique_genres(chiffres),)),
            Section("Par département", par_departement),
        ),
    )
