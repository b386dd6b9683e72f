"""Orientations as a spreadsheet, and one decision as a report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from maillage.echanges.sdo.selectors import LigneOrientation, OrientationLue, PositionVue
from maillage.socle.domain.typographie import ecrire_date_annee, ecrire_jour_annee
from maillage.socle.rapports import Paragraphe, Rapport, Section, Tableau
from maillage.socle.tableur import Feuille

COLONNES = (
    "Décision (MDPH)",
    "Décision (numéro national)",
    "Nom",
    "Prénom",
    "Naissance",
    "Reçue le",
    "État",
    "Dernier statut dit ici",
    "Depuis le",
    "Réponse préparée",
    "Jeune du dispositif",
    "Demande",
)
RESERVE = "Ce qui est proposé de répondre est une lecture de Maillage, à confirmer avec la MDPH."


def feuille_orientations(lignes: Iterable[LigneOrientation]) -> Feuille:
    """One row per decision, in the order shown."""
    return Feuille("Orientations", COLONNES, [_cellules(ligne) for ligne in lignes])


def _cellules(ligne: LigneOrientation) -> list[str | date | None]:
    orientation, derniere, preparee = ligne.orientation, ligne.derniere, ligne.preparee
    return [
        orientation.decision,
        orientation.decision_nationale,
        orientation.nom,
        orientation.prenom,
        orientation.naissance,
        timezone.localdate(orientation.recue_le),
        orientation.get_etat_display(),
        (derniere.statut or derniere.unite_statut) if derniere else "",
        (derniere.position.le or derniere.position.unite_le) if derniere else None,
        (preparee.statut or preparee.unite_statut) if preparee else "",
        str(orientation.jeune) if orientation.jeune else "",
        orientation.demande.identifiant if orientation.demande else "",
    ]


def rapport_orientation(lue: OrientationLue, dispositif: str, *, le: date) -> Rapport:
    """Return the report of one decision: what it says, every status, what to answer."""
    orientation = lue.orientation
    sections = [
        Section("La décision", (_identite(lue),)),
        *(Section(titre, (Paragraphe(texte),)) for titre, texte in orientation.textes),
        Section("Statuts reçus", _positions("Statuts reçus", lue.recues, "Aucun statut n'a été reçu.")),
        Section("Réponses transmises", _positions("Réponses", lue.reponses, "Aucune réponse n'a été transmise.")),
        Section("Ce qui est à répondre", _a_repondre(lue)),
    ]
    return Rapport(
        titre=f"Orientation : {orientation.qui}",
        sous_titre=dispositif,
        auteur="Maillage",
        arrete_au=le,
        sections=tuple(sections),
        reserves=(RESERVE,),
    )


def _identite(lue: OrientationLue) -> Tableau:
    orientation = lue.orientation
    lignes = (
        ("Personne", orientation.qui),
        ("Naissance", ecrire_date_annee(orientation.naissance) if orientation.naissance else "non dite"),
        ("Numéro de la MDPH", orientation.decision or "non dit"),
        ("Numéro national", orientation.decision_nationale or "non dit"),
        ("Émise par", orientation.mdph or "non dit"),
        ("Reçue le", ecrire_jour_annee(timezone.localdate(orientation.recue_le))),
        ("État", str(orientation.get_etat_display())),
        ("Jeune du dispositif", str(orientation.jeune) if orientation.jeune else "pas encore rattachée"),
    )
    return Tableau("Décision reçue", ("Quoi", "Dit"), lignes, "Suivi des décisions d'orientation")


def _positions(titre: str, vues: list[PositionVue], sinon: str) -> tuple[Tableau | Paragraphe, ...]:
    if not vues:
        return (Paragraphe(sinon),)
    lignes = tuple(
        (
            vue.position.esms,
            vue.statut,
            ecrire_date_annee(vue.position.le) if vue.position.le else "",
            vue.motif,
            " ".join(filter(None, (vue.position.unite_nom, vue.unite_statut, vue.unite_motif))),
        )
        for vue in vues
    )
    return (Tableau(titre, ("Établissement", "Statut", "Depuis le", "Motif", "Unité"), lignes),)


def _a_repondre(lue: OrientationLue) -> tuple[Paragraphe, ...]:
    if lue.preparee:
        return (
            Paragraphe(f"Réponse préparée, pas encore transmise : {lue.preparee.statut or lue.preparee.unite_statut}."),
        )
    if lue.proposition is None:
        return (Paragraphe("Plus rien n'est attendu pour cette décision."),)
    if lue.a_jour:
        return (Paragraphe("La dernière réponse dit déjà où en est le parcours."),)
    return (Paragraphe(f"Proposé : « {lue.statut_propose} », car {lue.proposition.pourquoi}."),)
