"""Between the people around young people, as Maillage knows them, and those that travel.

Two sources: the accounts of families (who represents the young person) and the people of the eco-map. A name said by both is written once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from maillage.comptes.referentiels import qualites
from maillage.comptes.selectors import representants_des_jeunes
from maillage.echanges.domain.fhir import dossier as d
from maillage.projet.selectors.echange import personnes_a_echanger
from maillage.socle.domain.texte import plier

REPRIS = "Repris d'un autre logiciel, à relire avec le jeune."


def contacts_du_dossier(
    dispositif_id: int, lignes: list[dict[str, Any]], *, jeune_id: int | None, le: dt.date
) -> list[d.ContactEchange]:
    """Return who represents the young people who travel (`lignes`: their keys and identifiers), then the people of their eco-maps (3 queries)."""
    jeunes = {ligne["pk"]: ligne["identifiant"] for ligne in lignes}
    contacts = [
        d.ContactEchange(
            identifiant=f"REP-{jeunes[cle]}-{plier(nom).replace(' ', '-')}"[:64],
            usager=jeunes[cle],
            nom=nom,
            qualite=qualite,
            relation=qualites()[qualite].libelle,
            debut=debut,
        )
        for cle, nom, qualite, debut in representants_des_jeunes(list(jeunes), le=le)
    ]
    dits = {(contact.usager, plier(contact.nom)) for contact in contacts}
    connus = set(jeunes.values())
    for ligne in personnes_a_echanger(dispositif_id, jeune_id=jeune_id):
        usager = ligne["element__jeune__identifiant"]
        if usager in connus and (usager, plier(ligne["element__nom"])) not in dits:
            contacts.append(
                d.ContactEchange(ligne["element__identifiant"], usager, ligne["element__nom"], debut=ligne["debut"])
            )
    return contacts


def representants_connus(jeunes: Mapping[str, int], *, le: dt.date) -> set[tuple[int, str]]:
    """Return (young person, folded name) of those who already represent them here."""
    return {(cle, plier(nom)) for cle, nom, _, _ in representants_des_jeunes(list(jeunes.values()), le=le)}


def ligne_du_contact(contact: d.ContactEchange, jeunes: Mapping[str, int]) -> dict[str, Any]:
    """Return the row that `projet.services.reprise_entourage` takes."""
    note = f"{contact.relation}. {REPRIS}" if contact.relation else REPRIS
    return {
        "identifiant": contact.identifiant,
        "jeune_id": jeunes[contact.usager],
        "nom": contact.nom,
        "note": note,
        "debut": contact.debut,
    }
