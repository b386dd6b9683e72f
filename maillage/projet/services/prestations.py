"""The establishment sets which service of SERAFIN-PH each kind of activity is; every rule it takes back can be put again."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from maillage.projet.domain.erreurs import ErreurProjet
from maillage.projet.domain.prestations import LIBELLES_CRITERES, CriterePrestation
from maillage.projet.domain.saisies import exiger_mots
from maillage.projet.models import CorrespondancePrestation
from maillage.projet.referentiels import prestations
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.texte import plier
from maillage.socle.services import journaliser


class AvecCle(Protocol):
    """Anything with a primary key."""

    pk: int


@transaction.atomic
def poser_correspondance(
    acteur: Acteur, *, dispositif: AvecCle, critere: str, valeur: str, prestation: str, maintenant: datetime
) -> CorrespondancePrestation:
    """Set the service of a kind of activity, a profession, a place or a category; the former rule of the same kind is kept, withdrawn.

    An empty service means « this is none ». Raises ErreurProjet for a service that is not a last item of the nomenclature.
    """
    _exiger(acteur, dispositif.pk)
    valeur = exiger_mots(valeur, "valeur", "Dites de quoi parle cette règle.")
    if prestation and prestation not in {poste.code for poste in prestations() if poste.feuille}:
        raise ErreurProjet("Choisissez une prestation précise de la nomenclature.", champ="prestation")
    meme_cle = [
        regle
        for regle in _en_vigueur(dispositif.pk).filter(critere=CriterePrestation(critere).value)
        if plier(regle.valeur) == plier(valeur)
    ]
    for regle in meme_cle:
        _retirer(regle, maintenant)
    posee = CorrespondancePrestation.objects.create(
        dispositif_id=dispositif.pk,
        critere=critere,
        valeur=valeur,
        prestation=prestation,
        posee_le=maintenant,
        posee_par=acteur.libelle,
    )
    _tracer(acteur, "poser_correspondance", posee)
    return posee


@transaction.atomic
def retirer_correspondance(
    acteur: Acteur, *, correspondance: CorrespondancePrestation, maintenant: datetime
) -> CorrespondancePrestation:
    """Withdraw a rule of the establishment: the one shipped with the product applies again."""
    _exiger(acteur, correspondance.dispositif_id)
    _retirer(correspondance, maintenant)
    _tracer(acteur, "retirer_correspondance", correspondance)
    return correspondance


@transaction.atomic
def remettre_correspondance(acteur: Acteur, *, correspondance: CorrespondancePrestation) -> CorrespondancePrestation:
    """Put a withdrawn rule again. Raises ErreurProjet when another took its place."""
    _exiger(acteur, correspondance.dispositif_id)
    memes = _en_vigueur(correspondance.dispositif_id).filter(critere=correspondance.critere)
    if any(plier(regle.valeur) == plier(correspondance.valeur) for regle in memes):
        libelle = LIBELLES_CRITERES[CriterePrestation(correspondance.critere)].lower()
        raise ErreurProjet(f"Une autre règle parle déjà de « {correspondance.valeur} » ({libelle}).")
    correspondance.retiree_le = None
    correspondance.save(update_fields=["retiree_le"])
    _tracer(acteur, "remettre_correspondance", correspondance)
    return correspondance


def _en_vigueur(dispositif_id: int) -> QuerySet[CorrespondancePrestation]:
    return CorrespondancePrestation.objects.select_for_update().filter(dispositif_id=dispositif_id, retiree_le=None)


def _retirer(correspondance: CorrespondancePrestation, maintenant: datetime) -> None:
    correspondance.retiree_le = maintenant
    correspondance.save(update_fields=["retiree_le"])


def _exiger(acteur: Acteur, dispositif_id: int) -> None:
    if not acteur.peut("prestations", Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas de changer les prestations de ce dispositif.")


def _tracer(acteur: Acteur, acte: str, correspondance: CorrespondancePrestation) -> None:
    journaliser(
        acteur,
        f"projet.{acte}",
        dispositif_id=correspondance.dispositif_id,
        objet=f"{correspondance.critere} {correspondance.pk}",
        details={"prestation": correspondance.prestation},
    )
