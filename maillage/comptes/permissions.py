"""Rights of the addresses of accounts, and who may give which role where."""

from __future__ import annotations

from collections.abc import Collection

from maillage.comptes.droits import ROLES, Portee, Role
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.droits import OUVERT, TOUT_COMPTE, Droit

DROITS_URLS: dict[str, Droit] = {
    "comptes:pourquoi": TOUT_COMPTE,
    "comptes:connexion_demonstration": OUVERT,
    "comptes:code": OUVERT,
    "comptes:code_compte": OUVERT,
    "comptes:code_rattacher": TOUT_COMPTE,
    "comptes:code_fini": TOUT_COMPTE,
    "comptes:personnes": Droit("comptes"),
    "comptes:personne": Droit("comptes"),
    "comptes:ouvrir_compte": Droit("comptes", Acces.ECRITURE),
    "comptes:donner_habilitation": Droit("comptes", Acces.ECRITURE),
    "comptes:prolonger_habilitation": Droit("comptes", Acces.ECRITURE),
    "comptes:retirer_habilitation": Droit("comptes", Acces.ECRITURE),
    "comptes:inviter": Droit("comptes", Acces.ECRITURE),
    "comptes:desactiver": Droit("comptes", Acces.ECRITURE),
    "comptes:reactiver": Droit("comptes", Acces.ECRITURE),
    "comptes:retablir_habilitation": Droit("comptes", Acces.ECRITURE),
    "comptes:remettre_fin": Droit("comptes", Acces.ECRITURE),
    "comptes:journal": Droit("journal"),
    "comptes:journal_csv": Droit("journal"),
    "comptes:lectures_jeune": Droit("journal"),
}

ADRESSES_CONNEXION_OUVERTES = (
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
)
ADRESSES_CONNEXION_COMPTE = (
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "socialaccount_connections",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
)
ADRESSES_FERMEES_AUX_COMPTES_DE_DEMONSTRATION = frozenset(ADRESSES_CONNEXION_COMPTE)
"""Whoever set a password or a second factor on a shared account would keep the others out."""

DROITS_CONNEXION: dict[str, Droit] = {
    **dict.fromkeys(ADRESSES_CONNEXION_OUVERTES, OUVERT),
    **dict.fromkeys(ADRESSES_CONNEXION_COMPTE, TOUT_COMPTE),
}


def administre_partout(acteur: Acteur) -> bool:
    """Tell whether the person may give any role anywhere."""
    return acteur.dispositifs("comptes", Acces.ECRITURE) is None


def roles_accordables(acteur: Acteur) -> tuple[Role, ...]:
    """Return the roles that the person may give: all of them, or only those that stay inside a dispositif.

    The roles of young people and families are not given: they come with a representation, opened by a code.
    """
    possibles = (
        {Portee.DISPOSITIF, Portee.ORGANISME, Portee.DEPARTEMENT, Portee.TOUT}
        if administre_partout(acteur)
        else {Portee.DISPOSITIF}
    )
    return tuple(role for role in ROLES.values() if role.portee in possibles)


def peut_accorder(acteur: Acteur, *, role: str, dispositif_id: int | None) -> bool:
    """Tell whether the person may give or withdraw this role there."""
    if administre_partout(acteur):
        return True
    accordable = role in ROLES and ROLES[role].portee is Portee.DISPOSITIF
    return accordable and dispositif_id is not None and acteur.peut("comptes", Acces.ECRITURE, dispositif_id)


def cible_coherente(
    role: str, *, dispositif_id: int | None, organisme_id: int | None, departements: Collection[str] = ()
) -> bool:
    """Tell whether the scope given suits the role: a dispositif, an organisme gestionnaire, some départements, or nothing."""
    attendu = {
        Portee.DISPOSITIF: (True, False, False),
        Portee.ORGANISME: (False, True, False),
        Portee.DEPARTEMENT: (False, False, True),
        Portee.TOUT: (False, False, False),
    }
    donne = (dispositif_id is not None, organisme_id is not None, bool(departements))
    return role in ROLES and attendu.get(ROLES[role].portee) == donne
