"""A position towards a decision: that of an establishment, and when it says so that of one of its units. One Task each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.echanges.domain.fhir.controle import Faute, valeurs
from maillage.echanges.domain.sdo.nomenclature import NiveauStatut, Nomenclature

SDO = "https://interop.esante.gouv.fr/ig/fhir/sdo"
PROFIL_ESMS = f"{SDO}/StructureDefinition/esms-task"
ENTREES = f"{SDO}/CodeSystem/input-task-sdo-codesystem"
NOS = "https://mos.esante.gouv.fr/NOS"
R357 = f"{NOS}/TRE_R357-StatutPersonnePriseCharge/FHIR/TRE-R357-StatutPersonnePriseCharge"
R358 = f"{NOS}/TRE_R358-MotifStatutPersonnePriseCharge/FHIR/TRE-R358-MotifStatutPersonnePriseCharge"
R244 = f"{NOS}/TRE_R244-CategorieOrganisation/FHIR/TRE-R244-CategorieOrganisation"
R240 = f"{NOS}/TRE_R240-TemporaliteAccueil/FHIR/TRE-R240-TemporaliteAccueil"
R213 = f"{NOS}/TRE_R213-ModePriseEnCharge/FHIR/TRE-R213-ModePriseEnCharge"

CHAMPS = {
    "struct": ("idNat_Struct", "valueIdentifier", ""),
    "esms": ("nomESMS", "valueString", ""),
    "statut": ("statutESMS", "valueCodeableConcept", R357),
    "motif": ("motifESMS", "valueCodeableConcept", R358),
    "le": ("dateStatutESMS", "valueDate", ""),
    "unite": ("idUnite", "valueIdentifier", ""),
    "unite_nom": ("nomUnite", "valueString", ""),
    "unite_categorie": ("categorieOrganisation", "valueCodeableConcept", R244),
    "unite_temporalite": ("temporaliteAccueil", "valueCodeableConcept", R240),
    "unite_sequentiel": ("accueilSequentiel", "valueBoolean", ""),
    "unite_mode": ("modePriseCharge", "valueCodeableConcept", R213),
    "unite_statut": ("statutUnite", "valueCodeableConcept", R357),
    "unite_le": ("dateStatutUnite", "valueDate", ""),
    "unite_motif": ("motifUnite", "valueCodeableConcept", R358),
    "decision": ("idDecision", "valueIdentifier", ""),
    "decision_nationale": ("idNat_Decision", "valueIdentifier", ""),
}
"""Field of a position → code of the input, type of its value, code system. Order and types of the guide (SDO 4.0.7, Task.input)."""
OBLIGATOIRES = ("struct", "esms", "decision", "decision_nationale")
AVEC_STATUT_UNITE = ("unite", "unite_nom", "unite_categorie", "unite_mode", "unite_le")
"""Rule `regle-StatutUnite` of the profile: a status of unit comes with these."""


@dataclass(frozen=True)
class PositionSdo:
    """What an establishment (`struct`: 1 and its FINESS number, or 3 and its SIRET) says of a decision, and where one of its units stands."""

    decision: str
    decision_nationale: str
    struct: str
    esms: str
    statut: str = ""
    motif: str = ""
    le: dt.date | None = None
    unite: str = ""
    unite_nom: str = ""
    unite_categorie: str = ""
    unite_temporalite: str = ""
    unite_sequentiel: bool | None = None
    unite_mode: str = ""
    unite_statut: str = ""
    unite_le: dt.date | None = None
    unite_motif: str = ""
    dite_le: dt.datetime | None = None

    @property
    def finess(self) -> str:
        """The FINESS number of the structure, empty for a SIRET."""
        return self.struct[1:] if self.struct.startswith("1") and len(self.struct) == 10 else ""


def lire_tache(tache: Mapping[str, Any], chemin: str, fautes: list[Faute]) -> PositionSdo | None:
    """Return the position that a Task says, or None when it names no decision; each fault is added."""
    entrees: dict[str, Any] = {}
    for rang, entree in enumerate(tache.get("input") or []):
        codes = valeurs(entree, "type.coding.code")
        champ = next((nom for nom, (code, *_) in CHAMPS.items() if code in codes), "")
        if not champ:
            dits = ", ".join(map(str, codes)) or "sans code"
            fautes.append(
                Faute(f"{chemin}.input[{rang}]", f"entrée « {dits} » inconnue, laissée de côté", bloquante=False)
            )
            continue
        entrees[champ] = _valeur(entree, CHAMPS[champ][1], f"{chemin}.input[{rang}]", fautes)
    manquants = [CHAMPS[champ][0] for champ in OBLIGATOIRES if not entrees.get(champ)]
    if manquants:
        fautes.append(Faute(f"{chemin}.input", f"valeur obligatoire absente : {', '.join(manquants)}"))
        return None
    lus = {champ: valeur for champ, valeur in entrees.items() if valeur is not None}
    return PositionSdo(**lus, dite_le=_moment(tache, chemin, fautes))


def _moment(tache: Mapping[str, Any], chemin: str, fautes: list[Faute]) -> dt.datetime | None:
    texte = str((tache.get("meta") or {}).get("lastUpdated", ""))
    if not texte:
        return None
    try:
        moment = dt.datetime.fromisoformat(texte)
    except ValueError:
        fautes.append(Faute(f"{chemin}.meta.lastUpdated", f"« {texte} » n'est pas un moment", bloquante=False))
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _valeur(entree: Mapping[str, Any], genre: str, chemin: str, fautes: list[Faute]) -> Any:
    if genre == "valueIdentifier":
        return str((entree.get(genre) or {}).get("value", "")).strip()
    if genre == "valueString":
        return str(entree.get(genre, "")).strip()
    if genre == "valueBoolean":
        return entree.get(genre) if isinstance(entree.get(genre), bool) else None
    if genre == "valueDate":
        return _jour(str(entree.get(genre, "")), chemin, fautes)
    codes = valeurs(entree, f"{genre}.coding.code")
    return str(codes[0]) if codes else str((entree.get(genre) or {}).get("text", ""))


def _jour(texte: str, chemin: str, fautes: list[Faute]) -> dt.date | None:
    try:
        return dt.date.fromisoformat(texte[:10])
    except ValueError:
        fautes.append(Faute(chemin, f"« {texte} » n'est pas une date, laissée de côté", bloquante=False))
        return None


def remarques(position: PositionSdo, chemin: str, nomenclature: Nomenclature) -> Iterator[Faute]:
    """Yield what a received position says outside the lists: kept as it is, and told."""
    for champ, liste in (
        ("statut", "statuts"),
        ("unite_statut", "statuts"),
        ("motif", "motifs"),
        ("unite_motif", "motifs"),
    ):
        code = getattr(position, champ)
        if code and code not in getattr(nomenclature, liste):
            yield Faute(chemin, f"{CHAMPS[champ][0]} « {code} » : {_HORS_LISTE}", bloquante=False)
    for statut, motif in ((position.statut, position.motif), (position.unite_statut, position.unite_motif)):
        connu = nomenclature.statuts.get(statut)
        if connu and motif in nomenclature.motifs and motif not in connu.motifs:
            yield Faute(chemin, f"le motif {motif} ne va pas avec le statut {statut}, gardé tel quel", bloquante=False)


_HORS_LISTE = "hors de la liste, gardé tel quel"


def verifier_reponse(position: PositionSdo, nomenclature: Nomenclature) -> tuple[str, str] | None:
    """Return the first field that may not be answered so, and why; None when the answer is whole."""
    if not position.statut and not position.unite_statut:
        return "statut", "Choisissez un statut."
    niveaux = (
        ("statut", "motif", "le", NiveauStatut.ESMS),
        ("unite_statut", "unite_motif", "unite_le", NiveauStatut.UNITE),
    )
    for champ, motif, le, niveau in niveaux:
        refus = _refus_du_niveau(position, (champ, motif, le), niveau, nomenclature)
        if refus:
            return refus
    if position.unite_statut:
        for champ in AVEC_STATUT_UNITE:
            if not getattr(position, champ):
                return champ, "À remplir avec le statut de l'unité."
    return None


def _refus_du_niveau(
    position: PositionSdo, champs: tuple[str, str, str], niveau: NiveauStatut, nomenclature: Nomenclature
) -> tuple[str, str] | None:
    statut, motif, le = (getattr(position, champ) for champ in champs)
    connu = nomenclature.statuts.get(statut)
    if statut and (connu is None or connu.niveau is not niveau or not connu.emis):
        return champs[0], "Choisissez un statut de la liste."
    if motif and connu is None:
        return champs[1], "Un motif accompagne un statut."
    if motif and connu is not None and motif not in connu.motifs:
        return champs[1], "Ce motif n'est pas permis avec ce statut."
    if statut and le is None:
        return champs[2], "Dites depuis quel jour."
    return None


def ecrire_tache(position: PositionSdo, nomenclature: Nomenclature, *, le: dt.datetime) -> dict[str, Any]:
    """Return the Task (profile esms-task) of an answer: inputs in the order of the guide, empty ones left out."""
    entrees = []
    for champ, (code, genre, systeme) in CHAMPS.items():
        valeur = getattr(position, champ)
        if valeur in ("", None):
            continue
        entrees.append(
            {
                "type": {"coding": [{"system": ENTREES, "code": code}]},
                genre: _ecrite(champ, valeur, systeme, nomenclature),
            }
        )
    return {
        "resourceType": "Task",
        "meta": {"profile": [PROFIL_ESMS], "lastUpdated": le.isoformat(timespec="seconds")},
        "status": "completed",
        "intent": "plan",
        "input": entrees,
    }


def _ecrite(champ: str, valeur: Any, systeme: str, nomenclature: Nomenclature) -> Any:
    if isinstance(valeur, bool):
        return valeur
    if isinstance(valeur, dt.date):
        return valeur.isoformat()
    if systeme:
        return {"coding": [{"system": systeme, "code": valeur, "display": nomenclature.dire(valeur, LISTES[champ])}]}
    return {"value": valeur} if CHAMPS[champ][1] == "valueIdentifier" else valeur


LISTES = {
    "statut": "statuts",
    "unite_statut": "statuts",
    "motif": "motifs",
    "unite_motif": "motifs",
    "unite_categorie": "categories",
    "unite_temporalite": "temporalites",
    "unite_mode": "modes",
}
