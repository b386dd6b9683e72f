"""Inviting someone to choose the password of a new account."""

from __future__ import annotations

from secrets import token_hex

from django.db import transaction

from maillage.comptes.models import Utilisateur
from maillage.comptes.services.habilitations import journaliser_invitation
from maillage.socle.acteur import Acteur
from maillage.socle.courriel.models import Courriel
from maillage.socle.courriel.services import deposer_courriel

NATURE = "COMPTE"


@transaction.atomic
def inviter_par_courriel(acteur: Acteur, compte: Utilisateur, *, lien: str) -> Courriel:
    """Write the invitation in the outbox; its link, kept encrypted, is read by the recipient alone. It is shown in the dispositif of the account."""
    journaliser_invitation(acteur, compte)
    lieux = compte.habilitations.filter(dispositif_id__isnull=False).order_by("pk")
    return deposer_courriel(
        cle=f"comptes:invitation:{compte.pk}:{token_hex(6)}",
        destinataire=compte.email,
        gabarit="comptes/invitation",
        contexte={"nom": compte.nom, "adresse": compte.email},
        nature=NATURE,
        dispositif_id=lieux.values_list("dispositif_id", flat=True).first(),
        acteur=acteur,
        secrets={"lien": lien},
        objet_lie=f"comptes.Utilisateur:{compte.pk}",
    )
