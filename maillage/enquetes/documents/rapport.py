"""The report of a wave: how it was asked, who answered, each question, what the floor withholds."""

from __future__ import annotations

from itertools import groupby

from maillage.enquetes.documents.dessins import ResultatDessine, dessiner
from maillage.enquetes.domain.depouillement import Depouillement
from maillage.enquetes.domain.questionnaire import TypeQuestion
from maillage.enquetes.models import VagueEnquete, VersionQuestionnaire
from maillage.enquetes.selectors.vagues import Participation
from maillage.socle.domain.typographie import ecrire_compte, ecrire_nombre
from maillage.socle.rapports import Liste, Paragraphe, Rapport, Section, Tableau
from maillage.socle.rapports.contenu import Bloc

TROP_PEU = "Moins de {plancher} réponses : les résultats ne sont pas montrés."


def reserves(plancher: int) -> tuple[str, ...]:
    return (
        f"Réponses anonymes. Rien n'est montré sous {plancher} réponses ; des choix trop peu donnés sont regroupés. "
        "Une part porte sur les personnes qui ont répondu à la question, non sur toutes celles qui ont été invitées.",
    )


def rapport_de_vague(
    vague: VagueEnquete, version: VersionQuestionnaire, lus: Depouillement, participation: Participation
) -> Rapport:
    """Return the report of a closed wave, in one version."""
    sections = [Section("Participation", tuple(_participation(vague, version, lus, participation)))]
    dessines = [dessiner(resultat, en_toutes_lettres=True) for resultat in lus.questions]
    for titre, ensemble in groupby(dessines, key=lambda d: d.resultat.section):
        filles = tuple(Section(d.question.libelle, _blocs(d)) for d in ensemble)
        sections.append(Section(titre, sections=filles))
    return Rapport(
        titre=version.questionnaire.titre,
        sous_titre=f"Vague {vague.titre}, {vague.jours}",
        auteur="Maillage",
        arrete_au=vague.close_le or vague.fin,
        reserves=reserves(vague.plancher),
        sections=tuple(sections),
    )


def _participation(
    vague: VagueEnquete, version: VersionQuestionnaire, lus: Depouillement, participation: Participation
) -> list[Bloc]:
    taux = "–" if participation.taux is None else f"{ecrire_nombre(participation.taux)} %"
    lignes = (
        ("Adresses écrites", ecrire_nombre(participation.invites)),
        ("Courriels non remis", ecrire_nombre(participation.rejetes)),
        ("Réponses reçues", ecrire_nombre(participation.reponses)),
        ("Sans réponse", ecrire_nombre(participation.sans_reponse)),
        ("Taux de réponse", taux),
    )
    blocs: list[Bloc] = [Tableau("Participation", ("", "Nombre"), lignes)]
    if lus.total is None:
        blocs.append(Paragraphe(TROP_PEU.format(plancher=lus.plancher), accent=True))
    else:
        blocs.append(
            Paragraphe(f"{ecrire_compte(lus.total, 'réponse')} à la version {version.numero} du questionnaire.")
        )
    return blocs


def _blocs(dessine: ResultatDessine) -> tuple[Bloc, ...]:
    """A drawing brings its own table; another one follows only to say what is withheld."""
    if dessine.question.type is TypeQuestion.TEXTE and dessine.resultat.textes:
        return (Paragraphe(dessine.phrase), Liste(dessine.resultat.textes))
    if not dessine.lignes:
        return (Paragraphe(dessine.phrase),)
    tableau = Tableau(dessine.question.libelle, dessine.entetes, dessine.lignes)
    if dessine.graphique is None:
        return (Paragraphe(dessine.phrase), tableau)
    return (dessine.graphique, tableau) if dessine.resultat.regroupe else (dessine.graphique,)
