"""The rights table written as a page of the user guide; a test holds the page to the table."""

from __future__ import annotations

from maillage.comptes.droits import ROLES, SECTIONS, Portee
from maillage.socle.acteur import Acces

MOTS_ACCES = {Acces.LECTURE: "lit", Acces.ECRITURE: "lit et écrit", None: "–"}
MOTS_PORTEE = {
    Portee.JEUNE: "pour soi, ou pour le jeune représenté",
    Portee.DISPOSITIF: "dans son dispositif",
    Portee.ORGANISME: "dans les dispositifs de son organisme",
    Portee.DEPARTEMENT: "dans les départements de son habilitation",
    Portee.TOUT: "partout",
}
ENTETE = """# Qui peut quoi

Cette page est écrite par `python manage.py rediger_droits` à partir de la table des droits ; ne la modifiez pas à la main.

Une habilitation donne un **rôle**, **quelque part**, **entre deux dates**. Plusieurs habilitations s'ajoutent. Ce qui n'est pas écrit ici est fermé.
La page « Pourquoi je vois cela ? » dit à chacun ce que ses propres habilitations lui ouvrent.
"""


def rediger_droits() -> str:
    """Return the page in Markdown."""
    return "\n".join([ENTETE, _roles(), _sections(), _matrice()])


def _roles() -> str:
    lignes = [
        f"| {role.libelle} | {role.description} | {MOTS_PORTEE[role.portee]} | {'oui' if role.double_facteur else 'non'} |"
        for role in ROLES.values()
    ]
    return _tableau("Les rôles", ("rôle", "ce qu'il vient faire", "jusqu'où", "second facteur demandé"), lignes)


def _sections() -> str:
    lignes = [
        f"| {section.libelle} | {section.description} | {'oui' if section.personnel else 'non'} |"
        for section in SECTIONS.values()
    ]
    return _tableau("Les parties", ("partie", "ce qu'elle contient", "montre des jeunes par leur nom"), lignes)


def _matrice() -> str:
    lignes = [
        f"| {section.libelle} | {' | '.join(MOTS_ACCES[role.droits.get(code)] for role in ROLES.values())} |"
        for code, section in SECTIONS.items()
    ]
    return _tableau("La table", ("partie", *(role.libelle for role in ROLES.values())), lignes)


def _tableau(titre: str, colonnes: tuple[str, ...], lignes: list[str]) -> str:
    entete = f"| {' | '.join(colonnes)} |"
    trait = f"|{' --- |' * len(colonnes)}"
    return "\n".join([f"## {titre}", "", entete, trait, *lignes, ""])
