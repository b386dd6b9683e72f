"""Existing sheets taken from a file: read, shown line by line without writing anything, then imported, or undone."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.erreurs import ErreurBibliotheque
from maillage.bibliotheque.domain.reprise import (
    LigneReprise,
    ListesReprise,
    lire_ligne,
    reperer_colonnes,
)
from maillage.bibliotheque.domain.saisie import SaisieFiche, classement_de, manques
from maillage.bibliotheque.domain.vocabulaire import EtatVersion
from maillage.bibliotheque.models import LotFiches
from maillage.bibliotheque.permissions import BIBLIOTHEQUE, REFUS, exiger, peut_proposer
from maillage.bibliotheque.selectors.lecture import fiches_a_relire, fiches_visibles
from maillage.bibliotheque.services.ecriture import tracer
from maillage.bibliotheque.services.fiches import creer_fiche
from maillage.bibliotheque.services.relecture import envoyer_en_relecture, publier
from maillage.bibliotheque.tableau import lire_tableau
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import plier
from maillage.socle.pieces import FichierControle

CLASSEURS = frozenset({"XLSX", "ODS"})
DEJA = "Une fiche de ce titre est déjà dans la bibliothèque : cette ligne ne sera pas importée."


@transaction.atomic
def deposer_lot(acteur: Acteur, fichier: FichierControle) -> LotFiches:
    """Read a file and keep what it would write: no sheet is written yet. Raises ErreurBibliotheque when it is no table of sheets."""
    exiger(acteur, BIBLIOTHEQUE)
    tableau = lire_tableau(fichier.octets, classeur=fichier.nature.code in CLASSEURS)
    colonnes, manquantes, inconnues = reperer_colonnes(tableau.entetes)
    if manquantes:
        raise ErreurBibliotheque(
            f"Il manque la colonne {', '.join(f'« {mots} »' for mots in manquantes)} : la première ligne est celle des "
            "titres de colonnes. Partez du modèle.",
            champ="fichier",
        )
    listes, largeur = _listes(), len(tableau.entetes)
    lues = [
        lire_ligne(numero, cellules, colonnes=colonnes, largeur=largeur, listes=listes)
        for numero, cellules in tableau.lignes
    ]
    lot = LotFiches.objects.create(
        nom=fichier.nom,
        lignes=_en_donnees(acteur, lues),
        avis=[*tableau.avis, *(f"Colonne ignorée : « {mots} »." for mots in inconnues)],
        depose_le=timezone.now(),
        depose_par_id=acteur.identifiant,
        depose_par=acteur.libelle,
    )
    tracer(acteur, "deposer_lot", lot, lignes=len(lues))
    return lot


@transaction.atomic
def importer_lot(acteur: Acteur, lot: LotFiches) -> int:
    """Write the good lines, all or none; complete sheets go to review, the others stay drafts. Importing again changes nothing."""
    lot = _verrouiller(acteur, lot)
    if lot.etat != LotFiches.Etat.APERCU:
        raise ErreurBibliotheque("Ce fichier a déjà été importé, ou annulé.")
    bonnes = [ligne for ligne in lot.lignes if ligne["saisie"] and not ligne["deja"]]
    if not bonnes:
        raise ErreurBibliotheque("Aucune ligne de ce fichier ne peut être importée : corrigez-le et redéposez-le.")
    for ligne in bonnes:
        saisie = _saisie(ligne["saisie"])
        fiche = creer_fiche(acteur, saisie, lot=lot)
        if not manques(saisie, a_un_fichier=False):
            envoyer_en_relecture(acteur, fiche)
    lot.etat = LotFiches.Etat.IMPORTE
    lot.save(update_fields=["etat"])
    tracer(acteur, "importer_lot", lot, fiches=len(bonnes))
    return len(bonnes)


@transaction.atomic
def annuler_lot(acteur: Acteur, lot: LotFiches) -> int:
    """Undo an import: the sheets that nobody published since are erased. Return how many."""
    lot = _verrouiller(acteur, lot)
    if lot.etat == LotFiches.Etat.ANNULE:
        raise ErreurBibliotheque("Cet import est déjà annulé.")
    effacees = lot.fiches.filter(version__isnull=True, travail__piece__isnull=True)
    nombre = effacees.count()
    effacees.delete()
    lot.etat = LotFiches.Etat.ANNULE
    lot.save(update_fields=["etat"])
    tracer(acteur, "annuler_lot", lot, fiches=nombre)
    return nombre


def publier_lot(acteur: Acteur, lot: LotFiches) -> int:
    """Publish all that waits for this person in an import made by someone else; return how many."""
    attendues = list(fiches_a_relire(acteur).filter(lot=lot, travail__etat=EtatVersion.RELECTURE))
    if not attendues:
        raise ErreurBibliotheque("Rien de cet import n'attend votre relecture.")
    with transaction.atomic():
        for fiche in attendues:
            publier(acteur, fiche)
    return len(attendues)


def _verrouiller(acteur: Acteur, lot: LotFiches) -> LotFiches:
    exiger(acteur, BIBLIOTHEQUE)
    if acteur.identifiant is not None and lot.depose_par_id != acteur.identifiant:
        raise PermissionDenied(REFUS)
    return LotFiches.objects.select_for_update().get(pk=lot.pk)


def _listes() -> ListesReprise:
    def par_mots(choix: list[tuple[str, str]]) -> dict[str, str]:
        return {plier(libelle): code for code, libelle in choix} | {code.lower(): code for code, _ in choix}

    return ListesReprise(par_mots(referentiels.choix_dimensions()), par_mots(referentiels.choix_themes()))


def _en_donnees(acteur: Acteur, lues: list[LigneReprise]) -> list[dict[str, Any]]:
    """What is kept of each line; a title already there is only told when the person may open that sheet."""
    connus = {plier(titre) for titre in fiches_visibles(acteur).values_list("titre", flat=True)}
    vus: set[str] = set()
    donnees = []
    for ligne in lues:
        cle = plier(ligne.titre)
        defauts = [[defaut.colonne, defaut.motif] for defaut in ligne.defauts]
        if cle and cle in vus:
            defauts.append(["Titre", "ce titre est déjà plus haut dans le fichier"])
        if ligne.saisie and not peut_proposer(acteur, ligne.saisie.classement.visibilite, None):
            defauts.append(["Lecteurs", "votre rôle ne permet pas d'écrire pour ces lecteurs"])
        vus.add(cle)
        saisie = _donnees_de(ligne.saisie) if ligne.saisie and not defauts else None
        donnees.append(
            {
                "numero": ligne.numero,
                "titre": ligne.titre,
                "defauts": defauts,
                "deja": DEJA if cle in connus else "",
                "saisie": saisie,
                "manques": [m.message for m in manques(ligne.saisie, a_un_fichier=False)] if ligne.saisie else [],
            }
        )
    return donnees


def _donnees_de(saisie: SaisieFiche) -> dict[str, Any]:
    textes = {champ: getattr(saisie, champ) for champ in ("titre", "resume", "texte", "transcription", "lien")}
    return {**textes, "classement": saisie.classement.en_donnees()}


def _saisie(donnees: dict[str, Any]) -> SaisieFiche:
    return SaisieFiche(**{**donnees, "classement": classement_de(donnees["classement"])})
