"""What the profiles refuse, said in French and placed: a declared table of rules, read on each resource of a bundle.

The table is `referentiels/tddui.toml`. The base shape of a resource (unknown properties, types, dates) is the business of `fhir.resources`
(`echanges.forme`); here stand what a shape does not say: required content, identifier forms, required code lists, targets of references, invariants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.echanges.domain.fhir import noms
from maillage.echanges.domain.fhir.briques import Ressource

Regles = Mapping[str, Mapping[str, Any]]
ABSENCE = "2"
SUIVIES = frozenset({"subject", "patient", "actor", "schedule", "supportingInfo"})
"""References that the reader follows: a name or an identifier in their place tells too little."""
TAILLES = {"Patient": {"name.family": 80}, "Practitioner": {"name.family": 80}}


@dataclass(frozen=True)
class Faute:
    """A fault: where (`chemin`, FHIRPath-like), what, and whether it refuses the bundle (`bloquante`) or is only told."""

    chemin: str
    message: str
    bloquante: bool = True

    def __str__(self) -> str:
        return f"{self.chemin}: {self.message}"


def valeurs(objet: Any, chemin: str) -> list[Any]:
    """Return what stands at a dotted path, lists flattened; empty when there is nothing."""
    courants = [objet]
    for nom in chemin.split("."):
        suivants: list[Any] = []
        for courant in courants:
            for element in courant if isinstance(courant, list) else [courant]:
                if isinstance(element, dict) and element.get(nom) not in (None, "", [], {}):
                    suivants.append(element[nom])
        courants = suivants
    return [element for courant in courants for element in (courant if isinstance(courant, list) else [courant])]


def profil_de(ressource: Ressource) -> str:
    """Return the short name of the TDDUI profile that the resource declares, « ? » for a profile of another guide, empty without any."""
    for canonique in valeurs(ressource, "meta.profile"):
        adresse = str(canonique).split("|")[0]
        return adresse.removeprefix(noms.PROFIL) if adresse.startswith(noms.PROFIL) else "?"
    return ""


def controler_lot(lot: Any, regles: Regles) -> list[Faute]:
    """Return the faults of a bundle, in the order of its entries."""
    if not isinstance(lot, dict) or lot.get("resourceType") != "Bundle":
        return [Faute("Bundle", "ce fichier n'est pas un Bundle FHIR")]
    fautes: list[Faute] = []
    if lot.get("type") != "transaction":
        fautes.append(Faute("Bundle.type", f"« {lot.get('type', '')} » : un lot TDDUI est une « transaction »"))
    entrees = lot.get("entry")
    if not isinstance(entrees, list) or not entrees:
        return [*fautes, Faute("Bundle.entry", "le lot est vide")]
    index = indexer(entrees)
    vus: set[str] = set()
    for rang, entree in enumerate(entrees):
        chemin = f"Bundle.entry[{rang}]"
        fautes.extend(_controler_entree(entree, chemin, vus))
        ressource = entree.get("resource") if isinstance(entree, dict) else None
        if isinstance(ressource, dict):
            fautes.extend(controler_ressource(ressource, f"{chemin}.resource", regles))
            fautes.extend(_controler_references(ressource, f"{chemin}.resource", regles, index))
    return fautes


def indexer(entrees: list[Any]) -> dict[str, Ressource]:
    """Return the resources by each address that a reference may use: `fullUrl`, `Type/id`."""
    index: dict[str, Ressource] = {}
    for entree in entrees:
        ressource = entree.get("resource") if isinstance(entree, dict) else None
        if not isinstance(ressource, dict):
            continue
        if entree.get("fullUrl"):
            index[str(entree["fullUrl"])] = ressource
        if ressource.get("id"):
            index[f"{ressource.get('resourceType')}/{ressource['id']}"] = ressource
    return index


def _controler_entree(entree: Any, chemin: str, vus: set[str]) -> Iterator[Faute]:
    if not isinstance(entree, dict) or not isinstance(entree.get("resource"), dict):
        yield Faute(chemin, "une entrée sans ressource")
        return
    if valeurs(entree, "request.method") != ["POST"]:
        yield Faute(f"{chemin}.request.method", "TDDUI ne prévoit que la création (POST)")
    adresse = entree.get("fullUrl")
    if adresse in vus:
        yield Faute(f"{chemin}.fullUrl", f"« {adresse} » est déjà l'adresse d'une autre entrée")
    if adresse:
        vus.add(adresse)


def controler_ressource(ressource: Ressource, chemin: str, regles: Regles) -> Iterator[Faute]:
    """Yield the faults of one resource against the profile it declares; an unknown profile is told, not refused."""
    profil = profil_de(ressource)
    if profil not in regles:
        quoi = (
            "sans profil"
            if not profil
            else f"profil inconnu ({', '.join(map(str, valeurs(ressource, 'meta.profile')))})"
        )
        yield Faute(f"{chemin}.meta.profile", f"{ressource.get('resourceType', 'ressource')} {quoi}", bloquante=False)
        return
    regle = regles[profil]
    if ressource.get("resourceType") != regle["type"]:
        yield Faute(
            chemin, f"le profil tddui-{profil} est celui de {regle['type']}, pas de {ressource.get('resourceType')}"
        )
        return
    for requis in regle.get("requis", ()):
        if not any(valeurs(ressource, choix) for choix in requis.split("|")):
            yield Faute(f"{chemin}.{requis.split('|')[0]}", "valeur obligatoire absente")
    for ou, permis in regle.get("codes", {}).items():
        for code in valeurs(ressource, ou):
            if code not in permis:
                yield Faute(f"{chemin}.{ou}", f"code « {code} » hors de la liste attendue")
    for ou, taille in TAILLES.get(str(regle["type"]), {}).items():
        if any(len(str(texte)) > taille for texte in valeurs(ressource, ou)):
            yield Faute(f"{chemin}.{ou}", f"dépasse {taille} caractères")
    yield from _controler_identifiant(ressource, chemin, regle)
    yield from _invariants(profil, ressource, chemin)


def _controler_identifiant(ressource: Ressource, chemin: str, regle: Mapping[str, Any]) -> Iterator[Faute]:
    attendu = regle.get("identifiant")
    if attendu is None:
        return
    siens = [
        identifiant
        for identifiant in valeurs(ressource, "identifier")
        if isinstance(identifiant, dict) and identifiant.get("system") == attendu["systeme"]
    ]
    if "type" in attendu:
        siens = [identifiant for identifiant in siens if attendu["type"] in valeurs(identifiant, "type.coding.code")]
    if len(siens) < attendu["minimum"]:
        yield Faute(f"{chemin}.identifier", f"il faut un identifiant de système {attendu['systeme']}")
    if len(siens) > 1:
        yield Faute(
            f"{chemin}.identifier", f"{len(siens)} identifiants de système {attendu['systeme']} : un seul est permis"
        )
    for identifiant in siens:
        if not re.match(attendu["forme"], str(identifiant.get("value", ""))):
            yield Faute(
                f"{chemin}.identifier.value", f"« {identifiant.get('value', '')} » n'a pas la forme {attendu['forme']}"
            )


def _invariants(profil: str, ressource: Ressource, chemin: str) -> Iterator[Faute]:
    match profil:
        case "patient" | "patient-ins":
            officiels = [
                nom for nom in valeurs(ressource, "name") if isinstance(nom, dict) and nom.get("use") == "official"
            ]
            if len(officiels) != 1 or not officiels[0].get("family") or not officiels[0].get("given"):
                yield Faute(f"{chemin}.name", "il faut un nom officiel, et un seul, avec nom et prénom")
            rangs = valeurs(ressource, "_birthDate.extension.url")
            if profil == "patient" and f"{noms.PROFIL}birth-order" not in rangs:
                yield Faute(f"{chemin}.birthDate", "l'extension tddui-birth-order est obligatoire")
        case "slot-presence-absence" if ABSENCE in valeurs(ressource, "serviceType.coding.code"):
            if not ressource.get("appointmentType"):
                yield Faute(f"{chemin}.appointmentType", "une absence dit son motif")
            if f"{noms.PROFIL}planned-absence" not in valeurs(ressource, "extension.url"):
                yield Faute(f"{chemin}.extension", "une absence dit si elle était prévue (tddui-planned-absence)")
        case "encounter-evenement" if _fini_avant_de_commencer(ressource):
            yield Faute(f"{chemin}.period", "la fin vient avant le début")
        case "careplan-projet-personnalise":
            if "accordStructure" not in valeurs(ressource, "supportingInfo.extension.valueCodeableConcept.coding.code"):
                yield Faute(f"{chemin}.supportingInfo", "l'accord de la structure (accordStructure) est obligatoire")
        case "goal-objectif":
            if valeurs(ressource, "note.extension.valueCodeableConcept.coding.code").count("titreObjectif") != 1:
                yield Faute(f"{chemin}.note", "il faut un titre d'objectif (titreObjectif), et un seul")
        case "task-action" | "task-prestation":
            if "titre" not in valeurs(ressource, "input.type.coding.code"):
                yield Faute(f"{chemin}.input", "le titre est obligatoire")


def _fini_avant_de_commencer(ressource: Ressource) -> bool:
    periode = ressource.get("period")
    if not isinstance(periode, dict):
        return False
    debut, fin = str(periode.get("start", "")), str(periode.get("end", ""))
    return debut[-6:] == fin[-6:] and fin < debut


def _controler_references(
    ressource: Ressource, chemin: str, regles: Regles, index: Mapping[str, Ressource]
) -> Iterator[Faute]:
    permises = regles.get(profil_de(ressource), {}).get("references", {})
    for ou, types in permises.items():
        for valeur in valeurs(ressource, ou):
            cible = valeur.get("reference") if isinstance(valeur, dict) else None
            if not isinstance(cible, str):
                if ou in SUIVIES:
                    yield Faute(f"{chemin}.{ou}", "une référence à une ressource du lot est attendue")
                continue
            if cible not in index:
                yield Faute(f"{chemin}.{ou}", f"la référence « {cible} » ne mène à rien dans le lot")
            elif index[cible].get("resourceType") not in types:
                yield Faute(
                    f"{chemin}.{ou}",
                    f"« {cible} » est {index[cible].get('resourceType')}, attendu {' ou '.join(types)}",
                )
            elif types == ["Patient"] and profil_de(index[cible]) not in regles:
                yield Faute(f"{chemin}.{ou}", f"« {cible} » est un Patient dont le profil n'est pas lu ici")


def issue(fautes: list[Faute]) -> Ressource:
    """Return the OperationOutcome of a refusal, or of an acceptance with remarks."""
    if not fautes:
        return {
            "resourceType": "OperationOutcome",
            "issue": [{"severity": "information", "code": "informational", "diagnostics": "Rien à signaler."}],
        }
    return {
        "resourceType": "OperationOutcome",
        "issue": [
            {
                "severity": "error" if faute.bloquante else "warning",
                "code": "invalid" if faute.bloquante else "not-supported",
                "diagnostics": faute.message,
                "expression": [faute.chemin],
            }
            for faute in fautes
        ],
    }
