"""The document of the dialogue de gestion: a sheet, its indicators year by year, what was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from maillage.cpom import referentiels, selectors
from maillage.cpom.models import FicheAction, IndicateurCpom
from maillage.cpom.presentation import SOURCE, ecrire, graphique_de
from maillage.cpom.selectors import AnneeIndicateur
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_date_annee
from maillage.socle.rapports import Liste, Paragraphe, Rapport, Section, Tableau

COLONNES = ("Année", "Valeur", "Cible", "Situation", "Source")
RESERVES = (
    "Les valeurs viennent des retours trimestriels transmis, ou sont signées ; les effectifs de une à quatre personnes sont masqués.",
    "Le catalogue des indicateurs est un choix du logiciel, en attendant la liste régionale.",
)


def rapport_de(acteur: Acteur, fiche: FicheAction, *, le: dt.date) -> Rapport:
    """Return the report of a sheet; the same whoever reads it."""
    indicateurs = list(selectors.indicateurs_visibles(acteur, fiche.dispositif_id).filter(fiche=fiche))
    comptes = selectors.comptes_transmis([fiche.dispositif_id], fiche.cpom.annees)
    lus = [(i, selectors.annees_de(i, comptes, le=le)) for i in indicateurs]
    return Rapport(
        titre=f"Dialogue de gestion : {fiche.titre}",
        sous_titre=f"{fiche.dispositif.nom}, {fiche.cpom}",
        auteur=fiche.cpom.organisme.nom,
        arrete_au=le,
        reserves=RESERVES,
        sections=(
            _objectif(fiche),
            Section("Actions", (_actions(fiche),)),
            Section(
                "Indicateurs", () if lus else (Paragraphe("Aucun indicateur."),), tuple(_indicateur(*i) for i in lus)
            ),
            Section("Dialogue", tuple(_dialogue(fiche))),
        ),
    )


def _objectif(fiche: FicheAction) -> Section:
    textes = (
        ("Objectif", fiche.objectif),
        ("Pilote", fiche.pilote),
        ("Moyens", fiche.moyens),
        ("Territoire", fiche.territoire),
        ("Liens avec la convention cadre et la feuille de route", fiche.liens),
    )
    return Section("La fiche", tuple(Paragraphe(f"{nom} : {texte}") for nom, texte in textes if texte))


def _actions(fiche: FicheAction) -> Tableau | Paragraphe:
    lignes = tuple(
        (action.libelle, action.responsable or "–", _jour(action.echeance), _jour(action.faite_le))
        for action in fiche.actions.all()
    )
    if not lignes:
        return Paragraphe("Aucune action.")
    return Tableau("Actions et calendrier", ("Action", "Responsable", "À faire avant le", "Faite le"), lignes)


def _indicateur(indicateur: IndicateurCpom, annees: Sequence[AnneeIndicateur]) -> Section:
    formules = tuple(
        f"Version {f.numero}, à partir de {f.depuis} : {f.formule.en_mots(referentiels.grandeurs())}"
        for f in indicateur.formules.all()
    )
    recits = tuple(
        Paragraphe(f"{annee.annee} : {annee.signee.recit if annee.signee else annee.bilan.recit}")
        for annee in annees
        if annee.bilan is not None
    )
    tableau = Tableau("Année par année", COLONNES, tuple(_annee(annee) for annee in annees), SOURCE)
    return Section(indicateur.libelle, (Liste(formules), graphique_de(indicateur, annees), tableau, *recits))


def _annee(annee: AnneeIndicateur) -> tuple[str, ...]:
    valeur = ecrire(annee.valeur.nombre, annee.unite) if annee.valeur.nombre is not None else annee.valeur.motif
    return (str(annee.annee), valeur, ecrire(annee.cible, annee.unite), annee.atteinte.en_mots, annee.source)


def _dialogue(fiche: FicheAction) -> list[Paragraphe]:
    rencontres = [
        Paragraphe(f"Dialogue {d.annee}, tenu le {_jour(d.tenu_le)} : {d.conclusions or 'sans conclusion écrite'}")
        for d in fiche.cpom.dialogues.all()
        if d.tenu_le
    ]
    mots = [Paragraphe(f"{m.auteur}, le {_jour(timezone.localdate(m.le))} : {m.texte}") for m in fiche.messages.all()]
    return [*rencontres, *mots] or [Paragraphe("Aucun message.")]


def _jour(jour: dt.date | None) -> str:
    return ecrire_date_annee(jour) if jour else "–"
