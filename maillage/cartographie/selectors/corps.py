"""Bodies that lend and receive layers: an organisme, a dispositif, an agency in some départements or everywhere, named by a key that lasts.

An account speaks for the bodies of its habilitations of the day, no more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from maillage.cartographie.permissions import CALQUES
from maillage.comptes.droits import ROLES, Portee
from maillage.comptes.selectors import adresses_des_roles, adresses_du_departement, habilitations_de
from maillage.socle.acteur import Acces, Acteur, ActeurSysteme
from maillage.structures import selectors as structures
from maillage.territoire.sources import noms_des_departements

AUTORITES = ("ARS", "MISSION", "ADMINISTRATION")
DELEGATION = "DDARS"
AUCUN = 0
"""No dispositif has this key: the organisme alone is asked for."""


@dataclass(frozen=True)
class Corps:
    """`ecrit`: the account may lend, accept and withdraw for it."""

    cle: str
    nom: str
    ecrit: bool = False


def corps_de(acteur: Acteur, le: dt.date) -> list[Corps]:
    """Return the bodies that the account speaks for, each once (1 query, one more for an organisme)."""
    trouves: dict[str, Corps] = {}
    for habilitation in habilitations_de(acteur.identifiant, le=le):
        acces = ROLES[habilitation.role].droits.get(CALQUES) if habilitation.role in ROLES else None
        if acces is None or not acteur.peut(CALQUES, acces):
            continue
        for cle, nom in _corps_d_une(habilitation):
            deja = trouves.get(cle)
            trouves[cle] = Corps(cle, nom, acces is Acces.ECRITURE or (deja is not None and deja.ecrit))
    return list(trouves.values())


def _corps_d_une(habilitation: object) -> Iterable[tuple[str, str]]:
    role, organisme = ROLES[habilitation.role], habilitation.organisme  # type: ignore[attr-defined]
    dispositif = habilitation.dispositif  # type: ignore[attr-defined]
    if role.portee is Portee.ORGANISME and organisme is not None:
        yield f"organisme:{organisme.pk}", organisme.nom
    elif role.portee is Portee.DISPOSITIF and dispositif is not None:
        yield f"dispositif:{dispositif.pk}", dispositif.nom
    elif role.portee is Portee.DEPARTEMENT:
        for code in habilitation.departements:  # type: ignore[attr-defined]
            yield _delegation(code)
    elif role.code in AUTORITES:
        yield f"role:{role.code}", role.libelle


def _delegation(code: str) -> tuple[str, str]:
    return f"departement:{code}", f"{ROLES[DELEGATION].libelle}, {noms_des_departements().get(code, code)}"


def tous_les_corps() -> list[Corps]:
    """Return the bodies that a layer may be lent to: agencies, then organismes, then dispositifs (2 queries)."""
    dispositifs = list(structures.dispositifs_visibles(ActeurSysteme("calques")).prefetch_related("organismes"))
    organismes = {organisme.pk: organisme.nom for un in dispositifs for organisme in un.organismes.all()}
    departements = sorted({un.departement for un in dispositifs if un.departement})
    return [
        *(Corps(f"role:{code}", ROLES[code].libelle) for code in AUTORITES[:2]),
        *(Corps(*_delegation(code)) for code in departements),
        *(Corps(f"organisme:{pk}", nom) for pk, nom in sorted(organismes.items(), key=lambda un: un[1])),
        *(Corps(f"dispositif:{un.pk}", un.nom) for un in dispositifs),
    ]


def adresses_du_corps(cle: str, le: dt.date) -> list[str]:
    """Return the mailboxes of those who may answer for a body that day (1 query)."""
    genre, _, code = cle.partition(":")
    if genre == "departement":
        return adresses_du_departement(DELEGATION, code, le=le)
    if genre == "role":
        return adresses_des_roles([code], le=le)
    portee = Portee.ORGANISME if genre == "organisme" else Portee.DISPOSITIF
    roles = [un.code for un in ROLES.values() if un.portee is portee and un.droits.get(CALQUES) is Acces.ECRITURE]
    if genre == "organisme":
        return adresses_des_roles(roles, le=le, dispositif_id=AUCUN, organismes=[int(code)])
    return adresses_des_roles(roles, le=le, dispositif_id=int(code))
