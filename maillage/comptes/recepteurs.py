"""What the sign-in libraries tell is written to the journal: entries, locks, and every change of a secret."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as compte
from allauth.mfa import signals as mfa
from axes.signals import user_locked_out
from django.dispatch import receiver
from django.utils import timezone

from maillage.comptes.models import Utilisateur
from maillage.comptes.selectors import acteur_de
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.services import journaliser


def inscrire(utilisateur: Utilisateur, acte: str) -> None:
    """Journal an act of someone on their own account."""
    journaliser(acteur_de(utilisateur, le=timezone.localdate()), acte, objet=f"compte {utilisateur.pk}")


@receiver(compte.user_logged_in)
def connexion(user: Utilisateur, **contexte: Any) -> None:
    """Someone came in."""
    inscrire(user, "comptes.se_connecter")


@receiver([compte.password_changed, compte.password_set, compte.password_reset])
def mot_de_passe(user: Utilisateur, **contexte: Any) -> None:
    """A password is new."""
    inscrire(user, "comptes.changer_mot_de_passe")


@receiver([mfa.authenticator_added, mfa.authenticator_reset])
def facteur_ajoute(user: Utilisateur, **contexte: Any) -> None:
    """A second factor, or a set of recovery codes, is joined or made anew."""
    inscrire(user, "comptes.ajouter_second_facteur")


@receiver(mfa.authenticator_removed)
def facteur_retire(user: Utilisateur, **contexte: Any) -> None:
    """A second factor is taken away."""
    inscrire(user, "comptes.retirer_second_facteur")


@receiver(user_locked_out)
def verrou(username: str, **contexte: Any) -> None:
    """Too many failures: recorded when they aimed at an account, so that unknown addresses never enter the journal."""
    compte_vise = Utilisateur.objects.filter(email=username).first()
    if compte_vise is not None:
        journaliser(ActeurSysteme("connexion"), "comptes.verrouiller_connexion", objet=f"compte {compte_vise.pk}")
