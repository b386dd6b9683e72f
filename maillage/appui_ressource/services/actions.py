"""Actions: planned in the agenda or entered alone, told, removed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.agenda import services as agenda
from maillage.agenda.domain.empechements import ConflitsAVoir
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.domain.etat import DispositifVise, SaisieEvenement
from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.actions import (
    SaisieAction,
    TypeAction,
    verifier_consentement,
    verifier_mesures,
    verifier_precisions,
)
from maillage.appui_ressource.domain.erreurs import ConsentementManquant, ErreurAppui, VisiteGenee
from maillage.appui_ressource.domain.etats import Geste, gestes_possibles
from maillage.appui_ressource.models import ActionAppui, DemandeAppui
from maillage.appui_ressource.permissions import exiger
from maillage.appui_ressource.services.fil import repondre_demande
from maillage.parcours import selectors as parcours
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_duree, ecrire_heure, ecrire_jour_annee
from maillage.socle.models import NatureTrace
from maillage.socle.services import journaliser, marquer_faits_modifies
from maillage.socle.vocabulaire import Categorie, LieuType
from maillage.structures.selectors import partenaires_du_dispositif

COPIES = (
    "type",
    "duree_min",
    "n_participants",
    "structure_type",
    "structure_nom",
    "partenaire_id",
    "jeune_id",
    "preparation_min",
    "deplacement_min",
    "compte_rendu",
    "suite",
)
"""Fields that the form and the action name alike."""
SCOLAIRES = ("ECOLE", "COLLEGE", "LYCEE")


def enregistrer_action(acteur: Acteur, dispositif: DispositifVise, saisie: SaisieAction) -> ActionAppui:
    """Write an action, and its événement when it is in the agenda (confirmed if it is over).

    Raise ErreurAppui (field named), ConsentementManquant — then the refusal is journaled — and PermissionDenied.
    """
    exiger(acteur, dispositif.pk)
    type_ = _type(saisie.type)
    try:
        verifier_consentement(
            type_, nomme=saisie.jeune_id is not None, consentement=saisie.consentement, jour=saisie.debut.date()
        )
    except ConsentementManquant:
        _journaliser(acteur, "enregistrer_action", dispositif.pk, nature=NatureTrace.REFUS, motif="CONSENTEMENT")
        raise
    with transaction.atomic():
        return _ecrire(acteur, dispositif, saisie, type_)


def _ecrire(acteur: Acteur, dispositif: DispositifVise, saisie: SaisieAction, type_: TypeAction) -> ActionAppui:
    a_venir = saisie.dans_l_agenda and saisie.debut.date() >= timezone.localdate()
    precisions = verifier_precisions(type_, saisie.precisions, a_venir=a_venir)
    if not saisie.dans_l_agenda:
        verifier_mesures(
            jour=saisie.debut.date(),
            aujourd_hui=timezone.localdate(),
            duree_min=saisie.duree_min,
            n_pros=saisie.n_pros,
        )
    _verifier_liens(acteur, dispositif, saisie)
    action = ActionAppui(
        dispositif_id=dispositif.pk,
        demande=_demande(dispositif.pk, saisie.demande),
        jour=saisie.debut.date(),
        n_pros=len(saisie.pros) if saisie.dans_l_agenda else saisie.n_pros,
        commune_id=saisie.commune or None,
        precisions=precisions,
        **{champ: getattr(saisie, champ) for champ in COPIES},
    )
    accord = saisie.consentement
    if accord.complet:
        action.accord_par, action.accord_le, action.accord_moyen = accord.par, accord.le, accord.moyen
    if saisie.dans_l_agenda:
        action.evenement_id = _evenement(acteur, dispositif, saisie, type_)
    action.save()
    _journaliser(acteur, "enregistrer_action", dispositif.pk, action=action, type=action.type)
    marquer_faits_modifies([dispositif.pk])
    if saisie.prevenir and saisie.dans_l_agenda and action.demande is not None:
        _annoncer(acteur, dispositif.pk, action.demande, saisie, type_)
    return action


def _annoncer(
    acteur: Acteur, dispositif_id: int, demande: DemandeAppui, saisie: SaisieAction, type_: TypeAction
) -> None:
    """Tell the requester, in the thread and by mail, of a visit still to come; a request that is over is left as it is."""
    if saisie.debut.date() < timezone.localdate() or Geste.REPONDRE not in gestes_possibles(demande.etat):
        return
    quand = f"{ecrire_jour_annee(saisie.debut.date())} à {ecrire_heure(saisie.debut.time())}"
    duree = ecrire_duree(saisie.duree_min)
    texte = f"Nous vous proposons un rendez-vous le {quand} ({type_.libelle.lower()}, {duree}). Dites-nous ici si cette date ne convient pas."
    repondre_demande(acteur, dispositif_id, demande.identifiant, texte=texte, repondue=False)


def _type(code: str) -> TypeAction:
    types = referentiels.types_action()
    if code not in types:
        raise ErreurAppui("Choisissez une nature d'action.", champ="type")
    return types[code]


def _demande(dispositif_id: int, identifiant: str) -> DemandeAppui | None:
    if not identifiant:
        return None
    demande = DemandeAppui.objects.filter(dispositif_id=dispositif_id, identifiant=identifiant).first()
    if demande is None:
        raise ErreurAppui("Cette demande n'est pas, ou plus, dans ce dispositif.")
    return demande


def _verifier_liens(acteur: Acteur, dispositif: DispositifVise, saisie: SaisieAction) -> None:
    jeunes = parcours.jeunes_visibles(acteur, dispositif)
    if saisie.jeune_id is not None and not jeunes.filter(pk=saisie.jeune_id).exists():
        raise ErreurAppui("Ce jeune n'est pas connu de ce dispositif.", champ="jeune")
    partenaires = partenaires_du_dispositif(dispositif.pk)
    if saisie.partenaire_id is not None and not partenaires.filter(pk=saisie.partenaire_id).exists():
        raise ErreurAppui("Ce partenaire n'est pas connu de ce dispositif.", champ="partenaire")
    if saisie.structure_type and saisie.structure_type not in referentiels.libelles("structures"):
        raise ErreurAppui("Choisissez un type de structure de la liste.", champ="structure_type")


def _evenement(acteur: Acteur, dispositif: DispositifVise, saisie: SaisieAction, type_: TypeAction) -> int:
    """Write the événement that bears the action: work without a young person listed, so that no name goes where no agreement was asked."""
    if not saisie.pros:
        raise ErreurAppui("Choisissez au moins un professionnel.", champ="pros")
    evenement = SaisieEvenement(
        debut=saisie.debut,
        fin=saisie.debut + dt.timedelta(minutes=saisie.duree_min),
        categorie=Categorie.INDIRECT,
        titre=f"Appui-ressource : {type_.libelle.lower()}"[:120],
        lieu_type=LieuType.ECOLE if saisie.structure_type in SCOLAIRES else LieuType.PARTENAIRE,
        lieu=saisie.structure_nom[:120],
        pros=saisie.pros,
        ressources=saisie.ressources,
    )
    try:
        cree: Any = agenda.creer_evenement(acteur, dispositif, saisie=evenement, accord=saisie.vu).objet
        if cree.fin <= timezone.now():
            agenda.confirmer_evenement(acteur, dispositif, identifiant=cree.identifiant)
    except ConflitsAVoir as conflits:
        phrases = tuple(empechement.phrase for empechement in conflits.empechements)
        raise VisiteGenee(conflits.message, phrases, conflits.empreinte) from conflits
    except ErreurAgenda as refus:
        champ = {"fin": "duree_min"}.get(refus.champ, refus.champ)
        raise ErreurAppui(refus.message, champ=champ) from refus
    cle: int = cree.pk
    return cle


@transaction.atomic
def rendre_compte(
    acteur: Acteur,
    dispositif_id: int,
    identifiant: str,
    *,
    compte_rendu: str,
    suite: str,
    n_participants: int | None,
    precisions: Mapping[str, str],
) -> ActionAppui:
    """Write, or correct, what came out of an action."""
    action = _prendre(acteur, dispositif_id, identifiant)
    action.precisions = verifier_precisions(_type(action.type), precisions)
    action.compte_rendu, action.suite, action.n_participants = compte_rendu.strip(), suite, n_participants
    action.save()
    _journaliser(acteur, "rendre_compte", dispositif_id, action=action)
    marquer_faits_modifies([dispositif_id])
    return action


@transaction.atomic
def retirer_action(acteur: Acteur, dispositif: DispositifVise, identifiant: str) -> None:
    """Erase an action entered by mistake; its événement stays in the agenda, cancelled."""
    action = _prendre(acteur, dispositif.pk, identifiant)
    evenement: Any = action.evenement
    _journaliser(acteur, "retirer_action", dispositif.pk, action=action, type=action.type)
    action.delete()
    if evenement is not None and evenement.statut != "ANNULE":
        if evenement.statut == "REALISE":
            agenda.retablir_evenement(acteur, dispositif, identifiant=evenement.identifiant)
        agenda.annuler_evenement(acteur, dispositif, identifiant=evenement.identifiant)
    marquer_faits_modifies([dispositif.pk])


def _prendre(acteur: Acteur, dispositif_id: int, identifiant: str) -> ActionAppui:
    exiger(acteur, dispositif_id)
    actions = ActionAppui.objects.select_for_update(of=("self",)).select_related("evenement")
    action = actions.filter(dispositif_id=dispositif_id, identifiant=identifiant).first()
    if action is None:
        raise ErreurAppui("Cette action n'existe pas, ou plus, dans ce dispositif.")
    return action


def _journaliser(
    acteur: Acteur,
    acte: str,
    dispositif_id: int,
    *,
    action: ActionAppui | None = None,
    nature: NatureTrace = NatureTrace.ECRITURE,
    **details: str,
) -> None:
    journaliser(
        acteur,
        f"appui_ressource.{acte}",
        nature=nature,
        objet=f"action:{action.identifiant}" if action else "",
        dispositif_id=dispositif_id,
        jeune_id=action.jeune_id if action else None,
        details=details,
    )
