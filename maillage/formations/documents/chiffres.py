"""The figures of trainings as charts and as a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from maillage.formations.domain.vocabulaire import NOTES
from maillage.formations.selectors.chiffres import ChiffresFormations, LigneChiffre
from maillage.formations.selectors.sessions import ResultatDistance
from maillage.socle.domain.typographie import ABSENT, ecrire_compte, ecrire_nombre, ecrire_periode
from maillage.socle.graphiques import Graphique, Serie
from maillage.socle.rapports import Liste, Paragraphe, Rapport, Section, Tableau
from maillage.socle.rapports.contenu import Bloc

METIERS = "Le métier est reconnu dans la fonction écrite à l'inscription ; une fonction non reconnue est comptée en « Autre métier »."
MAXIMUM = 12


def reserves(chiffres: ChiffresFormations) -> tuple[str, ...]:
    """Return what must be known before reading."""
    petits = f"Une ligne de moins de {chiffres.plancher} personnes n'est pas montrée, ni celle qui la ferait deviner."
    return ("Heures et jours sont comptés à partir des émargements.", petits, METIERS)


def graphiques(chiffres: ChiffresFormations) -> list[Graphique]:
    """Return a chart for each table that has a line to show."""
    source = f"Maillage, émargements, {ecrire_periode(chiffres.debut, chiffres.fin)}."
    tables = (
        ("Professionnels par département", "Le département le plus présent", chiffres.departements),
        ("Professionnels par métier", "Le métier le plus présent", chiffres.metiers),
        ("Professionnels par formation", "La formation la plus suivie", chiffres.formations),
    )
    return [_graphique(titre, mots, lignes, source) for titre, mots, lignes in tables]


def _graphique(titre: str, mots: str, lignes: Iterable[LigneChiffre], source: str) -> Graphique:
    montrees = [ligne for ligne in lignes if ligne.personnes is not None][:MAXIMUM]
    premiere = montrees[0] if montrees else None
    phrase = (
        f"{mots} : {premiere.libelle}, {ecrire_compte(premiere.personnes or 0, 'personne')}."
        if premiere
        else "Trop peu de personnes pour montrer une ligne."
    )
    valeurs = tuple(float(ligne.personnes or 0) for ligne in montrees)
    series = (Serie("Personnes", valeurs),) if montrees else ()
    return Graphique(titre, phrase, tuple(ligne.libelle for ligne in montrees), series, "personnes", source)


def graphique_distance(resultat: ResultatDistance) -> Graphique | None:
    """Return the chart of the notes at three months, None under the floor."""
    if not resultat.ouvert:
        return None
    hautes = sum(resultat.notes[3:])
    return Graphique(
        titre="Trois mois après : ce qui est utilisé au travail",
        phrase=f"{hautes} réponses sur {resultat.reponses} disent « beaucoup » ou « énormément ».",
        categories=tuple(NOTES.values()),
        series=(Serie("Réponses", tuple(float(note) for note in resultat.notes)),),
        unite="réponses",
        source="Réponses gardées sans nom ni date.",
    )


def rapport_chiffres(chiffres: ChiffresFormations, *, le: dt.date) -> Rapport:
    """Return the report of a period."""
    essentiel = (
        ecrire_compte(chiffres.sessions, "session"),
        f"{ecrire_compte(chiffres.jours, 'jour')} de formation, {ecrire_nombre(chiffres.heures)} heures délivrées",
        f"{ecrire_compte(chiffres.personnes, 'professionnel')}, {ecrire_nombre(chiffres.heures_suivies)} heures suivies",
        ecrire_compte(chiffres.etablissements, "établissement représenté", "établissements représentés"),
    )
    distance = graphique_distance(chiffres.distance)
    suite: tuple[Bloc, ...] = (
        (distance,)
        if distance
        else (Paragraphe(f"Moins de {chiffres.plancher} réponses à trois mois : rien n'est montré."),)
    )
    dessins = graphiques(chiffres)
    return Rapport(
        titre="Formations : les chiffres",
        sous_titre=ecrire_periode(chiffres.debut, chiffres.fin),
        auteur="Maillage",
        arrete_au=le,
        reserves=reserves(chiffres),
        sections=(
            Section("L'essentiel", (Liste(essentiel),)),
            Section(
                "Par département", (dessins[0], *_tableau("Par département", chiffres.departements, chiffres.plancher))
            ),
            Section("Par métier", (dessins[1], *_tableau("Par métier", chiffres.metiers, chiffres.plancher))),
            Section("Par formation", (dessins[2],)),
            Section("Par établissement", _tableau("Par établissement", chiffres.structures, chiffres.plancher)),
            Section("Trois mois après", suite),
        ),
    )


def _tableau(titre: str, lignes: Iterable[LigneChiffre], plancher: int) -> tuple[Bloc, ...]:
    rangees = tuple(
        (
            ligne.libelle,
            f"moins de {plancher}" if ligne.personnes is None else str(ligne.personnes),
            ABSENT if ligne.heures is None else ecrire_nombre(ligne.heures),
        )
        for ligne in lignes
    )
    entetes = ("", "Personnes", "Heures suivies")
    return (Tableau(titre, entetes, rangees),) if rangees else (Paragraphe("Rien n'est compté."),)
