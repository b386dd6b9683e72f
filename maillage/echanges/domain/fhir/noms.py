"""Canonical addresses, identifier systems and code maps of TDDUI 2.x, and the extensions of Maillage.

Extensions of Maillage have names of their own (`urn:maillage:fhir:…`) and are described in docs/echanges/fhir.md: the standard has no field for the
modalities of a dispositif intégré (no code in J226, J264 or R213 says jour, nuit and milieu ordinaire together).
"""

from __future__ import annotations

import re

TDDUI = "https://interop.esante.gouv.fr/ig/fhir/tddui"
PROFIL = f"{TDDUI}/StructureDefinition/tddui-"
CODES = f"{TDDUI}/CodeSystem/tddui-"
MAILLAGE = "urn:maillage:fhir:"
IDENTIFIANT_MAILLAGE = f"{MAILLAGE}identifiant"

LOCAL_USAGER = "https://identifiant-medicosocial-localusager.esante.gouv.fr"
SEJOUR = "https://identifiant-medicosocial-sejour.esante.gouv.fr"
EVENEMENT = "https://identifiant-medicosocial-evenement.esante.gouv.fr"
PRESENCE = "https://identifiant-medicosocial-presenceabsence.esante.gouv.fr"
PERIODE_SCOLAIRE = "https://identifiant-medicosocial-periodescolaire.esante.gouv.fr"
PROJET = "https://identifiant-medicosocial-projetpersonnalise.esante.gouv.fr"
BESOIN = "https://identifiant-medicosocial-besoin.esante.gouv.fr"
OBJECTIF = "https://identifiant-medicosocial-objectif.esante.gouv.fr"
ACTION = "https://identifiant-medicosocial-action.esante.gouv.fr"
STRUCTURE = "urn:oid:1.2.250.1.71.4.2.2"
FINESS = "https://finess.esante.gouv.fr"

V2_0203 = "http://terminology.hl7.org/CodeSystem/v2-0203"
FR_0203 = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203"
FR_TYPE = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-identifier-type"
ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
SANS_VALEUR = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
EXTENSION_SANS_VALEUR = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
CISIS = "https://smt.esante.gouv.fr/fhir/CodeSystem/terminologie-cisis"
R423 = "https://smt.esante.gouv.fr/fhir/CodeSystem/tre-r423-type-presence-absence"
R424 = "https://smt.esante.gouv.fr/fhir/CodeSystem/tre-r424-motif-absence"
SERAFIN = "https://smt.esante.gouv.fr/terminologie-SERAFINPH"

AUTRE_ENTREE = "GEN-092.06.07"
AUTRE_SORTIE = "GEN-092.06.03"

STATUTS_EVENEMENT = {"PLANIFIE": "planned", "REALISE": "finished", "ANNULE": "cancelled"}
STATUTS_LUS = {
    **{fhir: code for code, fhir in STATUTS_EVENEMENT.items()},
    "triaged": "PLANIFIE",
    "in-progress": "REALISE",
}
GENRES = {"F": "female", "M": "male", "AUTRE": "other"}
"""`other` is outside TDDUI's own list (male, female, unknown): written only when the file says so."""
GENRES_LUS = {fhir: code for code, fhir in GENRES.items()}

STATUTS_PROJET = {"ACCORDE": "active", "EVALUE": "active", "REMPLACE": "completed", "CLOS": "completed"}
STATUTS_OBJECTIF = {
    "A_COMMENCER": "planned",
    "EN_COURS": "active",
    "ATTEINT": "completed",
    "EN_PARTIE": "completed",
    "A_REVOIR": "on-hold",
    "ABANDONNE": "cancelled",
}
STATUTS_OBJECTIF_LUS = {
    "proposed": "A_COMMENCER",
    "accepted": "A_COMMENCER",
    **{fhir: code for code, fhir in STATUTS_OBJECTIF.items() if code != "EN_PARTIE"},
}

R216 = "https://mos.esante.gouv.fr/NOS/TRE_R216-HL7RoleCode/FHIR/TRE-R216-HL7RoleCode"
RELATIONS = {
    "PRN": "Parent",
    "MTH": "Mère",
    "FTH": "Père",
    "STPPRN": "Beau-parent",
    "GRPRN": "Grand-parent",
    "GRMTH": "Grand-mère",
    "GRFTH": "Grand-père",
    "SIB": "Frère ou sœur",
    "BRO": "Frère",
    "SIS": "Sœur",
    "AUNT": "Tante",
    "UNCLE": "Oncle",
    "COUSN": "Cousin ou cousine",
    "CHILD": "Enfant",
    "SPS": "Conjoint ou conjointe",
    "FRND": "Ami ou amie",
    "NBOR": "Voisin ou voisine",
    "GUARD": "Tuteur ou tutrice",
    "PRNFOST": "Famille d'accueil",
}
"""Codes of HL7 RoleCode, that TRE_R216 takes up (example of the guide: CHILD); another code is kept as text and told."""
RELATION_DES_QUALITES = {"PARENT": "PRN", "TUTEUR": "GUARD"}
"""Capacities of liaison/referentiels/qualites.toml that the list can say; the service of the ASE is said in words."""

HOSPITALISATION, RAISONS_PERSONNELLES = "1", "2"
PRESENT, ABSENT = "1", "2"

LOCAL = re.compile(
    r"^3(?P<finess>[0-9A-Z]{9})/(?P<usager>[A-Za-z0-9]+)(?:-(?P<code>[A-Za-z]+)-(?P<numero>[A-Za-z0-9]+))?$"
)


def alphanumerique(identifiant: str) -> str:
    """Return an identifier as TDDUI allows it: letters and digits only."""
    return re.sub(r"[^A-Za-z0-9]", "", identifiant)


def identifiant_local(finess: str, usager: str, code: str = "", numero: str = "") -> str:
    """Return `3` + FINESS + `/` + the young person, then `-CODE-number` for what belongs to them (guide, identifiers)."""
    suite = f"-{code}-{alphanumerique(numero)}" if code else ""
    return f"3{finess}/{alphanumerique(usager)}{suite}"
