"""The lists of requests and actions as tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from maillage.appui_ressource.selectors import LigneAction
from maillage.appui_ressource.selectors.demandes import LigneDemande
from maillage.appui_ressource.selectors.ecoles import PartenaireEnContact
from maillage.socle.tableur import Cellule, Feuille

COLONNES_DEMANDES = (
    "Identifiant",
    "Qui demande",
    "Structure",
    "UAI",
    "Commune",
    "Situation",
    "Aide souhaitée",
    "État",
    "Déposée le",
    "Première réponse le",
    "À faire",
    "Échéance",
    "Motif de refus",
)
COLONNES_ACTIONS = (
    "Identifiant",
    "Jour",
    "Nature",
    "Durée en minutes",
    "Professionnels",
    "Participants",
    "Préparation en minutes",
    "Déplacement en minutes",
    "Type de structure",
    "Structure",
    "Commune",
    "Concerne un jeune nommé",
    "État",
    "Suite",
)


def feuille_demandes(lignes: Iterable[LigneDemande]) -> Feuille:
    """Return the requests without what was written nor who to call."""
    return Feuille(
        "Demandes d'appui",
        COLONNES_DEMANDES,
        [_demande(ligne) for ligne in lignes],
        ["Sans les textes ni les contacts."],
    )


def _demande(ligne: LigneDemande) -> list[Cellule]:
    demande = ligne.demande
    repondue = demande.premiere_reponse_le
    return [
        demande.identifiant,
        demande.libelle_demandeur,
        demande.structure_nom,
        demande.uai,
        demande.commune.nom,
        demande.libelle_public,
        demande.libelle_souhait,
        demande.get_etat_display(),
        timezone.localdate(demande.deposee_le),
        timezone.localdate(repondue) if repondue else None,
        ligne.acte,
        demande.echeance,
        demande.libelle_motif_refus,
    ]


def feuille_contacts(lignes: Iterable[PartenaireEnContact]) -> Feuille:
    """Return the partners with their last contact."""
    return Feuille(
        "Contacts d'appui-ressource",
        ("Partenaire", "Type", "UAI", "Commune", "Dernier contact"),
        [
            [
                ligne.partenaire.nom,
                ligne.partenaire.get_type_display(),
                ligne.partenaire.uai,
                ligne.partenaire.commune.nom if ligne.partenaire.commune else "",
                ligne.dernier_contact,
            ]
            for ligne in lignes
        ],
        ["Sans date : jamais en contact. Demandes et actions d'appui-ressource du dispositif."],
    )


def feuille_actions(lignes: Iterable[LigneAction]) -> Feuille:
    """Return the actions; nobody is named."""
    return Feuille(
        "Actions d'appui-ressource",
        COLONNES_ACTIONS,
        [_action(ligne) for ligne in lignes],
        ["Hors activité des EMAS et des PAS, financée et comptée à part."],
    )


def _action(ligne: LigneAction) -> list[Cellule]:
    action = ligne.action
    return [
        action.identifiant,
        ligne.jour,
        action.libelle_type,
        ligne.duree_min,
        ligne.n_pros,
        action.n_participants,
        action.preparation_min,
        action.deplacement_min,
        action.libelle_structure,
        action.structure_nom,
        action.commune.nom if action.commune else "",
        action.jeune_id is not None,
        ligne.statut,
        action.libelle_suite,
    ]
