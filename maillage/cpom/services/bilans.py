"""The yearly report of an indicator, its evidence, and its signature by the authority."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from maillage.cpom.domain.erreurs import ConflitCpom, ErreurCpom
from maillage.cpom.models import BilanIndicateur, IndicateurCpom, PreuveCpom, ValeurSignee
from maillage.cpom.permissions import SIGNATURE, exiger
from maillage.cpom.selectors.indicateurs import annee_de, indicateurs_visibles
from maillage.cpom.selectors.transmis import comptes_transmis
from maillage.cpom.services.ecriture import indicateur_verrouille, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.pieces import FichierControle, recevoir_piece, supprimer_piece

USAGE = "cpom.preuve"


@transaction.atomic
def ecrire_bilan(
    acteur: Acteur,
    dispositif_id: int,
    indicateur: str,
    *,
    annee: int,
    recit: str,
    version: int,
    preuve: FichierControle | None = None,
) -> BilanIndicateur:
    """Write what a year gave, with a file if there is one; `version` 0 when none was written. Raise ConflitCpom, ErreurCpom."""
    exiger(acteur, dispositif_id)
    tenu = indicateur_verrouille(dispositif_id, indicateur)
    _exiger_ouverte(tenu, annee)
    bilan = tenu.bilans.filter(annee=annee).first()
    if (bilan.version if bilan else 0) != version:
        raise ConflitCpom(bilan.ecrit_par if bilan else "")
    bilan = bilan or BilanIndicateur(indicateur=tenu, annee=annee)
    bilan.recit, bilan.version = recit.strip(), version + 1
    bilan.ecrit_par, bilan.ecrit_le = acteur.libelle, timezone.now()
    bilan.save()
    if preuve is not None:
        piece = recevoir_piece(acteur, preuve, usage=USAGE, dispositif_id=dispositif_id)
        PreuveCpom.objects.create(bilan=bilan, piece=piece)
    tracer(acteur, "ecrire_bilan", tenu.fiche, indicateur=tenu.identifiant, annee=annee)
    return bilan


@transaction.atomic
def retirer_preuve(acteur: Acteur, dispositif_id: int, indicateur: str, preuve_id: int) -> None:
    """Remove a file of a report whose value is not signed yet."""
    exiger(acteur, dispositif_id)
    tenu = indicateur_verrouille(dispositif_id, indicateur)
    preuve = PreuveCpom.objects.filter(pk=preuve_id, bilan__indicateur=tenu).select_related("piece", "bilan").first()
    if preuve is None:
        raise ErreurCpom("Cette preuve n'existe plus.")
    _exiger_ouverte(tenu, preuve.bilan.annee)
    piece = preuve.piece
    preuve.delete()
    supprimer_piece(acteur, piece)
    tracer(acteur, "retirer_preuve", tenu.fiche, indicateur=tenu.identifiant, annee=preuve.bilan.annee)


@transaction.atomic
def signer_valeur(acteur: Acteur, dispositif_id: int, indicateur: str, *, annee: int) -> ValeurSignee:
    """Freeze the value of a finished year as the transmitted returns give it; once, and for good."""
    exiger(acteur, dispositif_id, SIGNATURE)
    tenu = indicateur_verrouille(dispositif_id, indicateur)
    _exiger_ouverte(tenu, annee)
    if annee >= timezone.localdate().year:
        raise ErreurCpom(f"L'année {annee} n'est pas finie : sa valeur se signe l'année suivante.")
    lu = indicateurs_visibles(acteur, dispositif_id).get(pk=tenu.pk)
    ligne = annee_de(lu, annee, comptes_transmis([dispositif_id], [annee]))
    if ligne.formule is None:
        raise ErreurCpom("Aucune formule ne vaut pour cette année.")
    signee = ValeurSignee.objects.create(
        indicateur=tenu,
        annee=annee,
        formule=ligne.formule,
        valeur=ligne.valeur.nombre,
        motif=ligne.valeur.motif,
        cible=ligne.cible,
        recit=ligne.bilan.recit if ligne.bilan else "",
        retours=[compte.reference for compte in ligne.comptes],
        signee_par=acteur.libelle,
        signee_le=timezone.now(),
    )
    tracer(acteur, "signer_valeur", tenu.fiche, indicateur=tenu.identifiant, annee=annee)
    return signee


def _exiger_ouverte(indicateur: IndicateurCpom, annee: int) -> None:
    """Refuse what comes after the signature, and a year outside the contract."""
    contrat = indicateur.fiche.cpom
    if annee not in contrat.annees:
        raise ErreurCpom(f"{annee} est hors du CPOM, qui va de {contrat.premiere_annee} à {contrat.derniere_annee}.")
    signee = indicateur.signees.filter(annee=annee).first()
    if signee is not None:
        raise ErreurCpom(
            f"La valeur de {annee} est déjà signée, par {signee.signee_par} : elle ne se signe qu'une fois et ne change plus."
        )
