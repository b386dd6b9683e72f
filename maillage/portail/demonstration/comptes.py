"""One demonstration account for each role of the rights table."""

from __future__ import annotations

from datetime import date

from maillage.comptes.droits import ROLES, Portee
from maillage.comptes.services import donner_habilitation, ouvrir_compte
from maillage.portail.demonstration.offre import Offre
from maillage.socle.acteur import Acteur

DOMAINE = "demo.maillage.test"
MOT_DE_PASSE = "demonstration-maillage"
"""Shown in the terminal: these accounts only exist in a demonstration, with invented people."""
DEPUIS = date(2024, 1, 1)
ROLES_PROFESSIONNELS = tuple(role for role in ROLES.values() if role.portee is not Portee.JEUNE)


def courriel(role: str) -> str:
    """« direction@demo.maillage.test »."""
    return f"{role.lower()}@{DOMAINE}"


def ouvrir_comptes(acteur: Acteur, offre: Offre) -> list[tuple[str, str]]:
    """Open the accounts, in the first dispositif for the roles that work in one; return (role label, e-mail) pairs."""
    educateur = offre.equipe["EDUCATEUR"][0]
    for role in ROLES_PROFESSIONNELS:
        compte, _ = ouvrir_compte(
            acteur,
            email=courriel(role.code),
            nom=f"Démonstration {role.libelle[0].lower()}{role.libelle[1:]}",
            professionnel_id=educateur if role.code == "PROFESSIONNEL" else None,
            mot_de_passe=MOT_DE_PASSE,
            demonstration=True,
        )
        donner_habilitation(
            acteur,
            compte,
            role=role.code,
            debut=DEPUIS,
            dispositif_id=offre.pk if role.portee is Portee.DISPOSITIF else None,
            organisme_id=offre.organisme if role.portee is Portee.ORGANISME else None,
            departements=[offre.lieu.departement] if role.portee is Portee.DEPARTEMENT else [],
        )
    return comptes_ouverts()


def comptes_ouverts() -> list[tuple[str, str]]:
    """Return the (role label, e-mail) pairs of the demonstration: those who work, then the young person and their parents."""
    famille = [("Jeune", f"jeune@{DOMAINE}"), *((f"Parent {n}", f"parent-{n}@{DOMAINE}") for n in (1, 2))]
    return [*((role.libelle, courriel(role.code)) for role in ROLES_PROFESSIONNELS), *famille]
