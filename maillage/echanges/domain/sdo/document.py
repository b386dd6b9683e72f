"""The document of a decision (CDA R2, flow 1): who it is about and what it says, section by section.

Only what every CDA says alike is read: the person (`recordTarget`), and the title and text of each section. The coded entries of the guide are not
interpreted: the document goes with the decision, to be read.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as Xml

HL7 = "{urn:hl7-org:v3}"
TAILLE_MAXIMALE = 5_000_000
TAILLE_TEXTE, SECTIONS_MAXIMALES = 4000, 40
GENRES = {"F": "F", "M": "M"}


@dataclass(frozen=True)
class DocumentDecision:
    """Who a decision is about, and its sections (title, text)."""

    nom: str = ""
    prenom: str = ""
    naissance: dt.date | None = None
    sexe: str = ""
    mdph: str = ""
    titre: str = ""
    sections: tuple[tuple[str, str], ...] = ()


class DocumentIllisible(ValueError):  # noqa: N818
    """The bytes are no CDA document that may be read."""


def lire_document(octets: bytes) -> DocumentDecision:
    """Read a CDA document. Raises DocumentIllisible, in words, for what is too large, declares entities, or is no CDA."""
    if len(octets) > TAILLE_MAXIMALE:
        raise DocumentIllisible("le document dépasse 5 Mo")
    if b"<!DOCTYPE" in octets or b"<!ENTITY" in octets:
        raise DocumentIllisible("le document déclare des entités XML, il n'est pas ouvert")
    try:
        racine = Xml.fromstring(octets)  # noqa: S314 (no DTD, hence no entity: refused above)
    except (Xml.ParseError, ValueError, LookupError) as erreur:
        raise DocumentIllisible("le document n'est pas du XML") from erreur
    if racine.tag != f"{HL7}ClinicalDocument":
        raise DocumentIllisible("le document n'est pas un CDA (ClinicalDocument)")
    personne = racine.find(f"{HL7}recordTarget/{HL7}patientRole/{HL7}patient")
    emetteur = racine.find(f"{HL7}author/{HL7}assignedAuthor/{HL7}representedOrganization/{HL7}name")
    garde = racine.find(f"{HL7}custodian/{HL7}assignedCustodian/{HL7}representedCustodianOrganization/{HL7}name")
    return DocumentDecision(
        **_personne(personne),
        mdph=_texte(emetteur if emetteur is not None else garde)[:120],
        titre=_texte(racine.find(f"{HL7}title"))[:200],
        sections=tuple(_sections(racine))[:SECTIONS_MAXIMALES],
    )


def _personne(personne: Xml.Element | None) -> dict[str, Any]:
    if personne is None:
        return {}
    familles = personne.findall(f"{HL7}name/{HL7}family")
    naissance = personne.find(f"{HL7}birthTime")
    genre = personne.find(f"{HL7}administrativeGenderCode")
    de_naissance = [nom for nom in familles if "BR" in (nom.get("qualifier") or "")]
    return {
        "nom": _texte(next(iter(de_naissance or familles), None))[:80],
        "prenom": _texte(personne.find(f"{HL7}name/{HL7}given"))[:80],
        "naissance": _jour(naissance.get("value", "") if naissance is not None else ""),
        "sexe": GENRES.get(genre.get("code", "") if genre is not None else "", ""),
    }


def _jour(texte: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(texte[:8], "%Y%m%d").date()
    except ValueError:
        return None


def _sections(racine: Xml.Element) -> list[tuple[str, str]]:
    lues = []
    for section in racine.iter(f"{HL7}section"):
        texte = _texte(section.find(f"{HL7}text"))[:TAILLE_TEXTE]
        if texte:
            lues.append((_texte(section.find(f"{HL7}title"))[:120] or "Sans titre", texte))
    return lues


def _texte(noeud: Xml.Element | None) -> str:
    """The words of a node; its parts are set apart by a space, never before a full stop or a comma."""
    mots = " ".join(" ".join(noeud.itertext()).split()) if noeud is not None else ""
    return mots.replace(" .", ".").replace(" ,", ",")
