"""The one report of a meeting, its dates put together by theme."""

from __future__ import annotations

import datetime as dt

from maillage.rencontres import referentiels
from maillage.rencontres.domain.etats import EtatRencontre
from maillage.rencontres.models import Intervenant, QuestionAutorite, Rencontre, SupportRencontre
from maillage.rencontres.selectors.compte_rendu import Matiere, matiere_du_compte_rendu
from maillage.rencontres.selectors.evaluations import ResultatEvaluation, resultats
from maillage.rencontres.selectors.questions import en_vigueur
from maillage.socle.domain.typographie import ecrire_compte, ecrire_jour_annee, ecrire_nombre
from maillage.socle.rapports import Liste, Paragraphe, Rapport, Section, Tableau

VIDE = "Rien n'est encore noté sous ce titre."
Bloc = Paragraphe | Liste | Tableau


def rapport_de(rencontre: Rencontre, *, le: dt.date) -> Rapport:
    """Return the report of a meeting on a day."""
    matiere = matiere_du_compte_rendu(rencontre)
    lieux = ", ".join(dict.fromkeys(ligne.seance.nom_du_lieu for ligne in matiere.frequentation))
    tenue = rencontre.etat == EtatRencontre.TENUE
    reserves = () if tenue else ("Version de travail : la rencontre n'est pas encore notée comme tenue.",)
    return Rapport(
        titre=rencontre.titre,
        sous_titre=f"{rencontre.libelle_nature}, {rencontre.periode}, {lieux}, {ecrire_compte(matiere.presents, 'participant')}",
        auteur=referentiels.reglages(le).emetteur,
        arrete_au=le,
        reserves=reserves,
        sections=(
            Section("En bref", (_texte(rencontre.introduction),)),
            Section("Qui est venu", (_frequentation(matiere),)),
            Section("Les attentes", (), _attentes(matiere))
            if matiere.attentes
            else Section("Les attentes", (_texte(""),)),
            _reunies("Les échanges", matiere.points),
            _reunies("Les ateliers", matiere.ateliers),
            Section("Les questions à l'autorité", _questions(matiere.questions)),
            Section("L'évaluation", _evaluation(resultats(rencontre, le=le))),
            Section("Ce que l'on retient", (_texte(rencontre.conclusion),)),
            Section("Intervenants et supports", _ressources(rencontre)),
        ),
    )


def _texte(texte: str) -> Paragraphe:
    return Paragraphe(texte or VIDE)


def _frequentation(matiere: Matiere) -> Tableau:
    lignes = tuple(
        (
            f"{ligne.seance}{' (annulée)' if ligne.seance.annulee else ''}",
            ecrire_nombre(ligne.inscrits),
            ecrire_nombre(ligne.presents),
            ecrire_nombre(ligne.etablissements),
        )
        for ligne in matiere.frequentation
    )
    inscrits = sum(ligne.inscrits for ligne in matiere.frequentation)
    total = ("Ensemble", *(ecrire_nombre(n) for n in (inscrits, matiere.presents, matiere.etablissements)))
    source = "Inscrits avec une place ; présents : au moins une demi-journée émargée ; un établissement ne compte qu'une fois dans l'ensemble."
    return Tableau("Présences par date", ("Date", "Inscrits", "Présents", "Établissements"), (*lignes, total), source)


def _attentes(matiere: Matiere) -> tuple[Section, ...]:
    return tuple(
        Section(
            libelle,
            (Liste(textes), *((Paragraphe(f"Ce qui y a répondu : {reponse}", accent=True),) if reponse else ())),
        )
        for libelle, reponse, textes in matiere.attentes
    )


def _reunies(titre: str, groupes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> Section:
    """One sub-section a theme; each paragraph says its town when several dates spoke of it."""
    if not groupes:
        return Section(titre, (_texte(""),))
    return Section(titre, (), tuple(Section(theme, _lieux(paroles)) for theme, paroles in groupes))


def _lieux(paroles: tuple[tuple[str, str], ...]) -> tuple[Bloc, ...]:
    seul = len({lieu for lieu, _ in paroles}) == 1
    return tuple(Paragraphe(texte if seul else f"{lieu} : {texte}") for lieu, texte in paroles)


def _questions(questions: tuple[QuestionAutorite, ...]) -> tuple[Bloc, ...]:
    if not questions:
        return (_texte(""),)
    lignes = []
    for question in questions:
        reponse = en_vigueur(question)
        if reponse is None:
            lignes.append((question.texte, "En attente de réponse", ""))
        else:
            statut = f"{reponse.libelle_statut}, {ecrire_jour_annee(reponse.le)}"
            lignes.append((question.texte, reponse.texte, statut))
    note = "Le statut est celui du jour de ce compte rendu : une réponse provisoire peut être remplacée."
    return (Tableau("Questions et réponses", ("Question", "Réponse", "Statut"), tuple(lignes), note),)


def _evaluation(resultat: ResultatEvaluation) -> tuple[Bloc, ...]:
    if not resultat.ouvert:
        return (
            Paragraphe(
                f"{ecrire_compte(resultat.reponses, 'réponse')} : rien n'est montré sous {resultat.plancher} réponses."
            ),
        )
    lignes = tuple(
        (libelle, f"{ecrire_nombre(moyenne)} sur 5", *(ecrire_nombre(n) for n in comptes))
        for libelle, moyenne, comptes in resultat.notes
    )
    entetes = ("Critère", "Moyenne", "1", "2", "3", "4", "5")
    source = (
        f"{ecrire_compte(resultat.reponses, 'réponse')} sans nom, {ecrire_compte(resultat.venus, 'personne')} venues."
    )
    blocs: list[Bloc] = [Tableau("Notes de 1 à 5", entetes, lignes, source)]
    if resultat.textes:
        blocs.append(Liste(resultat.textes))
    return tuple(blocs)


def _ressources(rencontre: Rencontre) -> tuple[Bloc, ...]:
    lignes = [_intervenant(une) for une in rencontre.intervenants.all()]
    lignes += [_support(un) for un in rencontre.supports.select_related("piece")]
    return (Liste(tuple(lignes)),) if lignes else (_texte(""),)


def _intervenant(intervenant: Intervenant) -> str:
    return ", ".join(mot for mot in (intervenant.nom, intervenant.fonction, intervenant.sujet) if mot)


def _support(support: SupportRencontre) -> str:
    return f"{support.titre} : {support.adresse}" if support.adresse else support.titre
