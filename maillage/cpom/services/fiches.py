"""The contract, its sheets and their actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.cpom import referentiels
from maillage.cpom.domain.cibles import verifier_annees
from maillage.cpom.domain.erreurs import ErreurCpom
from maillage.cpom.models import ActionCpom, Cpom, FicheAction
from maillage.cpom.permissions import exiger
from maillage.cpom.selectors.fiches import contrats_du_dispositif
from maillage.cpom.services.ecriture import fiche_verrouillee, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

CHAMPS_FICHE = ("titre", "objectif", "pilote", "moyens", "territoire", "liens")
CHAMPS_ACTION = ("libelle", "responsable", "echeance", "faite_le")


@transaction.atomic
def ouvrir_contrat(
    acteur: Acteur, dispositif: Any, *, organisme_id: int, annees: tuple[int, int], signe_le: dt.date | None = None
) -> Cpom:
    """Record a contract of one of the organismes of the dispositif; `annees`: first and last."""
    exiger(acteur, dispositif.pk)
    if not dispositif.organismes.filter(pk=organisme_id).exists():
        raise ErreurCpom("Cet organisme ne gère pas ce dispositif.", champ="organisme")
    premiere, derniere = annees
    verifier_annees(premiere, derniere, duree_max=referentiels.reglages(timezone.localdate()).duree_max_ans)
    if Cpom.objects.filter(organisme_id=organisme_id, premiere_annee=premiere).exists():
        raise ErreurCpom("Cet organisme a déjà un CPOM qui commence cette année-là.", champ="premiere_annee")
    contrat = Cpom.objects.create(
        organisme_id=organisme_id, premiere_annee=premiere, derniere_annee=derniere, signe_le=signe_le
    )
    journaliser(acteur, "cpom.ouvrir_contrat", objet=f"cpom:{contrat.identifiant}", dispositif_id=dispositif.pk)
    return contrat


@transaction.atomic
def ecrire_fiche(
    acteur: Acteur,
    dispositif_id: int,
    champs: Mapping[str, Any],
    *,
    contrat: str = "",
    identifiant: str = "",
    version: int = 1,
) -> FicheAction:
    """Write a new sheet in a contract, or change one as it stood at `version`. Raise ConflitCpom, ErreurCpom."""
    exiger(acteur, dispositif_id)
    if identifiant:
        fiche = fiche_verrouillee(dispositif_id, identifiant, version=version)
        fiche.version += 1
    else:
        fiche = FicheAction(cpom=_contrat(dispositif_id, contrat), dispositif_id=dispositif_id)
    for nom in CHAMPS_FICHE:
        setattr(fiche, nom, str(champs[nom]).strip())
    memes = FicheAction.objects.filter(cpom=fiche.cpom, dispositif_id=dispositif_id, titre=fiche.titre)
    if memes.exclude(pk=fiche.pk).exists():
        raise ErreurCpom("Une fiche de ce CPOM porte déjà ce titre.", champ="titre")
    fiche.modifiee_par = acteur.libelle
    fiche.save()
    tracer(acteur, "modifier_fiche" if identifiant else "ecrire_fiche", fiche, version=fiche.version)
    return fiche


@transaction.atomic
def ecrire_action(
    acteur: Acteur, dispositif_id: int, fiche: str, champs: Mapping[str, Any], *, action_id: int | None = None
) -> ActionCpom:
    """Add an action to a sheet, or change one; `faite_le` closes it, never in the future."""
    exiger(acteur, dispositif_id)
    tenue = fiche_verrouillee(dispositif_id, fiche)
    faite_le = champs.get("faite_le")
    if faite_le is not None and faite_le > timezone.localdate():
        raise ErreurCpom("Une action n'est faite qu'une fois le jour venu.", champ="faite_le")
    action = tenue.actions.filter(pk=action_id).first() if action_id else ActionCpom(fiche=tenue)
    if action is None:
        raise ErreurCpom("Cette action n'existe plus.")
    for nom in CHAMPS_ACTION:
        setattr(action, nom, champs.get(nom))
    action.save()
    tracer(acteur, "modifier_action" if action_id else "ajouter_action", tenue, action=action.pk)
    return action


@transaction.atomic
def retirer_action(acteur: Acteur, dispositif_id: int, fiche: str, action_id: int) -> None:
    """Remove an action entered by mistake."""
    exiger(acteur, dispositif_id)
    tenue = fiche_verrouillee(dispositif_id, fiche)
    tenue.actions.filter(pk=action_id).delete()
    tracer(acteur, "retirer_action", tenue, action=action_id)


def _contrat(dispositif_id: int, identifiant: str) -> Cpom:
    contrat = contrats_du_dispositif(dispositif_id).filter(identifiant=identifiant).first()
    if contrat is None:
        raise ErreurCpom("Choisissez un CPOM d'un organisme de ce dispositif.", champ="contrat")
    return contrat
