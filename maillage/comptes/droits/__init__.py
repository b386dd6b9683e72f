"""The rights, as one declared table: role × section × access. Nothing else in the product decides what a role may do.

Printed on the page « Pourquoi je vois cela ? » and in docs/guide; a test holds the documentation to it.
"""

from __future__ import annotations

from collections.abc import Iterable

from maillage.comptes.droits.roles import ROLES, Portee, Role
from maillage.comptes.droits.sections import SECTIONS, Section
from maillage.socle.acteur import Acces

__all__ = ["ROLES", "SECTIONS", "Portee", "Role", "Section", "demande_double_facteur", "ouvre"]


def ouvre(role: str, section: str, acces: Acces) -> bool:
    """Tell whether the table gives `role` this access to `section`; writing includes reading; an unknown role opens nothing."""
    accorde = ROLES[role].droits.get(section) if role in ROLES else None
    return accorde is Acces.ECRITURE or accorde is acces


def demande_double_facteur(roles: Iterable[str]) -> bool:
    """Tell whether one of the roles asks for a second factor."""
    return any(ROLES[role].double_facteur for role in roles if role in ROLES)
