"""Writings on accounts: open, invite, deactivate; give, extend, withdraw an habilitation; undo. Each is journaled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.comptes import permissions
from maillage.comptes.models import Habilitation, Representation, Utilisateur
from maillage.socle.acteur import Acteur
from maillage.socle.models import Trace
from maillage.socle.services import journaliser


class ErreurHabilitation(ValueError):  # noqa: N818
    """What was asked makes no sense; the message is for the person, in French."""


@transaction.atomic
def ouvrir_compte(
    acteur: Acteur,
    *,
    email: str,
    nom: str,
    professionnel_id: int | None = None,
    mot_de_passe: str | None = None,
    demonstration: bool = False,
) -> tuple[Utilisateur, bool]:
    """Return the account of that address and whether it was just opened; an existing account is left as it is.

    Without `mot_de_passe` the account cannot sign in until the invitation is followed.
    """
    existant = Utilisateur.objects.filter(email=email.strip().lower()).first()
    if existant is not None:
        return existant, False
    utilisateur = Utilisateur.objects.create_user(
        email.strip(), mot_de_passe, nom=nom, professionnel_id=professionnel_id, demonstration=demonstration
    )
    _journaliser_compte(acteur, "comptes.ouvrir_compte", utilisateur)
    return utilisateur, True


@transaction.atomic
def donner_habilitation(
    acteur: Acteur,
    utilisateur: Utilisateur,
    *,
    role: str,
    debut: dt.date,
    fin: dt.date | None = None,
    dispositif_id: int | None = None,
    organisme_id: int | None = None,
    departements: Collection[str] = (),
) -> Habilitation:
    """Give a role, there and between these dates (`fin` included, None for no end)."""
    _exiger_autre_que_soi(acteur, utilisateur)
    if not permissions.cible_coherente(
        role, dispositif_id=dispositif_id, organisme_id=organisme_id, departements=departements
    ):
        raise ErreurHabilitation(
            "Ce rôle ne s'exerce pas à cet endroit : choisissez le dispositif, l'organisme ou les départements qu'il demande."
        )
    if not permissions.peut_accorder(acteur, role=role, dispositif_id=dispositif_id):
        raise PermissionDenied("Vous ne pouvez donner ce rôle que dans vos dispositifs.")
    if Representation.objects.filter(utilisateur=utilisateur, retiree_le__isnull=True).exists():
        raise ErreurHabilitation(
            "Ce compte est celui d'un jeune ou d'une famille : ouvrez un autre compte pour ce rôle."
        )
    _exiger_dates(debut, fin)
    habilitation = Habilitation.objects.create(
        utilisateur=utilisateur,
        role=role,
        dispositif_id=dispositif_id,
        organisme_id=organisme_id,
        departements=sorted(set(departements)),
        debut=debut,
        fin=fin,
        accordee_par=acteur.libelle,
    )
    _journaliser_habilitation(acteur, "comptes.donner_habilitation", habilitation)
    return habilitation


@transaction.atomic
def prolonger_habilitation(acteur: Acteur, habilitation: Habilitation, *, fin: dt.date | None) -> Habilitation:
    """Move the last day of an habilitation, later or sooner; None takes the end away."""
    _exiger_gestion(acteur, habilitation)
    _exiger_dates(habilitation.debut, fin)
    habilitation.fin = fin
    habilitation.save(update_fields=["fin"])
    _journaliser_habilitation(acteur, "comptes.prolonger_habilitation", habilitation)
    return habilitation


@transaction.atomic
def retirer_habilitation(acteur: Acteur, habilitation: Habilitation) -> Habilitation:
    """Withdraw an habilitation at once, whatever its dates."""
    _exiger_gestion(acteur, habilitation)
    habilitation.retiree_le = timezone.now()
    habilitation.save(update_fields=["retiree_le"])
    _journaliser_habilitation(acteur, "comptes.retirer_habilitation", habilitation)
    return habilitation


@transaction.atomic
def retablir_habilitation(acteur: Acteur, habilitation: Habilitation) -> Habilitation:
    """Undo a withdrawal."""
    _exiger_gestion(acteur, habilitation)
    habilitation.retiree_le = None
    habilitation.save(update_fields=["retiree_le"])
    _journaliser_habilitation(acteur, "comptes.retablir_habilitation", habilitation)
    return habilitation


@transaction.atomic
def changer_activite(acteur: Acteur, utilisateur: Utilisateur, *, actif: bool) -> Utilisateur:
    """Close an account to sign-in, or open it again; habilitations and journal stay as they are."""
    _exiger_autre_que_soi(acteur, utilisateur)
    if not peut_gerer_compte(acteur, utilisateur):
        raise PermissionDenied(
            "Ce compte a aussi des habilitations hors de vos dispositifs : retirez seulement les vôtres."
        )
    utilisateur.is_active = actif
    utilisateur.save(update_fields=["is_active"])
    _journaliser_compte(acteur, "comptes.reactiver_compte" if actif else "comptes.desactiver_compte", utilisateur)
    return utilisateur


def journaliser_invitation(acteur: Acteur, utilisateur: Utilisateur) -> Trace:
    """Record that an invitation link was made for this account."""
    return _journaliser_compte(acteur, "comptes.inviter", utilisateur)


def peut_gerer_compte(acteur: Acteur, utilisateur: Utilisateur) -> bool:
    """Tell whether every habilitation of today of this account is one that the person could withdraw."""
    actives = Habilitation.objects.filter(utilisateur=utilisateur).actives(timezone.localdate())
    portees = list(actives.values_list("role", "dispositif_id"))
    return permissions.administre_partout(acteur) or (
        bool(portees)
        and all(permissions.peut_accorder(acteur, role=role, dispositif_id=lieu) for role, lieu in portees)
    )


def _exiger_autre_que_soi(acteur: Acteur, utilisateur: Utilisateur) -> None:
    if acteur.identifiant == utilisateur.pk:
        raise PermissionDenied("Personne ne change ses propres droits : demandez à une autre personne habilitée.")


def _exiger_gestion(acteur: Acteur, habilitation: Habilitation) -> None:
    _exiger_autre_que_soi(acteur, habilitation.utilisateur)
    if not permissions.peut_accorder(acteur, role=habilitation.role, dispositif_id=habilitation.dispositif_id):
        raise PermissionDenied("Cette habilitation est hors de vos dispositifs.")


def _exiger_dates(debut: dt.date, fin: dt.date | None) -> None:
    if fin is not None and fin < debut:
        raise ErreurHabilitation("Le dernier jour vient avant le premier : choisissez une date plus tardive.")


def _journaliser_compte(acteur: Acteur, acte: str, utilisateur: Utilisateur) -> Trace:
    return journaliser(acteur, acte, objet=f"compte {utilisateur.pk}")


def _journaliser_habilitation(acteur: Acteur, acte: str, habilitation: Habilitation) -> Trace:
    details: dict[str, Any] = {
        "role": habilitation.role,
        "organisme": habilitation.organisme_id,
        "departements": ",".join(habilitation.departements),
        "debut": habilitation.debut.isoformat(),
        "fin": habilitation.fin.isoformat() if habilitation.fin else None,
    }
    objet = f"compte {habilitation.utilisateur_id}"
    return journaliser(acteur, acte, objet=objet, dispositif_id=habilitation.dispositif_id, details=details)
