"""People around a young person as RelatedPerson (tddui-related-person-contact), out and in.

The lists of roles (J384) and of legal protections (TRE_R217) were not obtained: the capacity is said by the relation (TRE_R216), in words, and by an
extension of Maillage; no code is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillage.echanges.domain.fhir import noms
from maillage.echanges.domain.fhir.briques import (
    Ressource,
    extension,
    identifiant_propre,
    reference,
    ressource_neuve,
)
from maillage.echanges.domain.fhir.controle import valeurs
from maillage.echanges.domain.fhir.dossier import ContactEchange
from maillage.echanges.domain.fhir.valeurs import extension_de, exterieur, identifiant_maillage, lire_jour

TAILLE_NOM = 80


def ecrire_contact(contact: ContactEchange) -> Ressource:
    """Return the RelatedPerson of someone: name, relation, since when; no address nor telephone."""
    code = noms.RELATION_DES_QUALITES.get(contact.qualite)
    relation: dict[str, Any] = {"coding": [{"system": noms.R216, "code": code}]} if code else {}
    if contact.relation:
        relation["text"] = contact.relation
    ressource = ressource_neuve("RelatedPerson", contact.identifiant, "related-person-contact") | {
        "extension": [extension("contact", {"qualite": contact.qualite or "ENTOURAGE"})],
        "identifier": [identifiant_propre(contact.identifiant)],
        "active": True,
        "patient": reference("Patient", contact.usager),
        "name": [{"text": contact.nom}],
    }
    if relation:
        ressource["relationship"] = [relation]
    if contact.debut:
        ressource["period"] = {"start": contact.debut.isoformat()}
    return ressource


def lire_contact(ressource: Ressource, usager: str, laisses: list[str]) -> ContactEchange | None:
    """Return who a RelatedPerson is; None without a name. What has no place here is told in `laisses`."""
    nom = _nom(ressource)
    if not nom:
        laisses.append("personne de l'entourage sans nom : gardée telle quelle avec le lot")
        return None
    if valeurs(ressource, "telecom") or valeurs(ressource, "address"):
        laisses.append(f"{nom} : coordonnées gardées avec le lot, à ressaisir si la personne en est d'accord")
    periode = ressource.get("period") or {}
    propre = str(extension_de(ressource, "contact").get("qualite", ""))
    return ContactEchange(
        identifiant=identifiant_maillage(ressource) or _identifiant(ressource),
        usager=usager,
        nom=nom[:TAILLE_NOM],
        qualite="" if propre == "ENTOURAGE" else propre,
        relation=", ".join(
            filter(None, (_relation(lien, nom, laisses) for lien in valeurs(ressource, "relationship")))
        ),
        debut=lire_jour(periode["start"]) if periode.get("start") else None,
        fin=lire_jour(periode["end"]) if periode.get("end") else None,
    )


def _nom(ressource: Ressource) -> str:
    dits = [nom for nom in valeurs(ressource, "name") if isinstance(nom, dict)]
    for nom in sorted(dits, key=lambda lu: lu.get("use") != "official"):
        compose = " ".join([*map(str, nom.get("given", [])), str(nom.get("family", ""))]).strip()
        if entier := str(nom.get("text", "")).strip() or compose:
            return entier
    return ""


def _identifiant(ressource: Ressource) -> str:
    siens = [str(lu.get("value", "")) for lu in valeurs(ressource, "identifier") if lu.get("value")]
    return exterieur(siens[0] if siens else str(ressource.get("id", "")))


def _relation(lien: Mapping[str, Any], nom: str, laisses: list[str]) -> str:
    """The words of a relation; a role without a code of ours (« PAT ») says nothing more of who the person is, and is told."""
    if lien.get("text"):
        return str(lien["text"])
    for code in (lu for lu in valeurs(lien, "coding") if isinstance(lu, dict)):
        if str(code.get("code", "")) in noms.RELATIONS:
            return noms.RELATIONS[str(code["code"])]
        mots = str(code.get("display") or code.get("code", ""))
        laisses.append(f"{nom} : lien « {mots} » gardé en toutes lettres, son code n'est pas dans notre liste")
        return mots
    return ""
