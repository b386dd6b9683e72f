"""A project as CarePlan, Consent, ServiceRequest (needs), Goal and Task (actions)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from maillage.echanges.domain.fhir import noms
from maillage.echanges.domain.fhir.briques import (
    Ressource,
    code_de,
    extension,
    extension_tddui,
    reference,
    ressource_neuve,
)
from maillage.echanges.domain.fhir.dossier import (
    AccordEchange,
    ActionEchange,
    BesoinEchange,
    ObjectifEchange,
    ProjetEchange,
)

LOINC, PRIVE = "http://loinc.org", "http://terminology.hl7.org/CodeSystem/consentscope"
AUTORITE = "https://www.cnsa.fr/"
DISCRIMINANT = f"{noms.CODES}discriminator"


def ressources_du_projet(finess: str, projet: ProjetEchange) -> Iterator[Ressource]:
    """Yield the resources of one project, agreements first."""
    yield from (_accord(finess, projet, rang, accord) for rang, accord in enumerate(projet.accords))
    yield _plan(finess, projet)
    yield from (_besoin(finess, projet, besoin) for besoin in projet.besoins)
    for objectif in projet.objectifs:
        yield _objectif(finess, projet, objectif)
        yield from (_action(finess, projet, objectif, action) for action in objectif.actions)


def _local(finess: str, projet: ProjetEchange, systeme: str, code: str, numero: str) -> dict[str, Any]:
    return {"system": systeme, "value": noms.identifiant_local(finess, projet.usager, code, numero)}


def _discriminer(code: str) -> list[dict[str, Any]]:
    return [extension_tddui("discriminator", valueCodeableConcept=code_de(DISCRIMINANT, code))]


def _accord(finess: str, projet: ProjetEchange, rang: int, accord: AccordEchange) -> Ressource:
    qui = reference("Organization", finess) if accord.structure else reference("Patient", projet.usager)
    return ressource_neuve("Consent", f"{projet.identifiant}/{rang}", "consent-accord") | {
        "extension": [extension("accord", {"qualite": accord.qualite})],
        "status": "active",
        "scope": code_de(PRIVE, "patient-privacy"),
        "category": [code_de(LOINC, "59284-0")],
        "patient": reference("Patient", projet.usager),
        "dateTime": accord.le.isoformat(),
        "performer": [qui],
        "policy": [{"authority": AUTORITE}],
    }


def _plan(finess: str, projet: ProjetEchange) -> Ressource:
    plan = ressource_neuve("CarePlan", projet.identifiant, "careplan-projet-personnalise") | {
        "extension": [
            extension("projet", {"identifiant": projet.identifiant, "numero": str(projet.numero), "etat": projet.etat})
        ],
        "identifier": [_local(finess, projet, noms.PROJET, "PPER", projet.identifiant)],
        "status": noms.STATUTS_PROJET[projet.etat],
        "intent": "plan",
        "title": f"Projet personnalisé n° {projet.numero}",
        "subject": reference("Patient", projet.usager),
        "period": {"start": projet.commence_le.isoformat()},
        "supportingInfo": [
            {
                "extension": _discriminer("accordStructure" if accord.structure else "accordUsager"),
                **reference("Consent", f"{projet.identifiant}/{rang}"),
            }
            for rang, accord in enumerate(projet.accords)
        ],
    }
    return plan | ({"description": projet.synthese} if projet.synthese else {})


def _besoin(finess: str, projet: ProjetEchange, besoin: BesoinEchange) -> Ressource:
    identifiant = _local(finess, projet, noms.BESOIN, "BESO", f"{projet.identifiant}{besoin.code}")
    return ressource_neuve("ServiceRequest", f"{projet.identifiant}/{besoin.code}", "service-request-besoin") | {
        "identifier": [{"type": code_de(f"{noms.CODES}service-request-identifier", "BES"), **identifiant}],
        "basedOn": [reference("CarePlan", projet.identifiant)],
        "status": "active",
        "intent": "plan",
        "category": [code_de(noms.SERAFIN, besoin.code)],
        "code": {"text": besoin.mots or f"Besoin {besoin.code}"},
        "subject": reference("Patient", projet.usager),
    }


def _objectif(finess: str, projet: ProjetEchange, objectif: ObjectifEchange) -> Ressource:
    propre = extension("objectif", {"statut": objectif.statut, "identifiant": objectif.identifiant})
    but = ressource_neuve("Goal", objectif.identifiant, "goal-objectif") | {
        "extension": [
            extension_tddui("careplan-reference", valueReference=reference("CarePlan", projet.identifiant)),
            propre,
        ],
        "identifier": [_local(finess, projet, noms.OBJECTIF, "OBJE", objectif.identifiant)],
        "lifecycleStatus": noms.STATUTS_OBJECTIF[objectif.statut],
        "description": {"text": objectif.formulation or objectif.mots},
        "subject": reference("Patient", projet.usager),
        "addresses": [
            reference("ServiceRequest", f"{projet.identifiant}/{code}")
            for code in objectif.besoins
            if any(besoin.code == code for besoin in projet.besoins)
        ],
        "note": [{"extension": _discriminer("titreObjectif"), "text": objectif.mots}],
    }
    return but | ({"target": [{"dueDate": objectif.echeance.isoformat()}]} if objectif.echeance else {})


def _action(finess: str, projet: ProjetEchange, objectif: ObjectifEchange, action: ActionEchange) -> Ressource:
    tache = ressource_neuve("Task", action.identifiant, "task-action") | {
        "extension": [extension("action", {"objectif": objectif.identifiant, "identifiant": action.identifiant})],
        "identifier": [_local(finess, projet, noms.ACTION, "ACTI", action.identifiant)],
        "basedOn": [reference("CarePlan", projet.identifiant)],
        "status": "in-progress",
        "intent": "plan",
        "input": [{"type": code_de(f"{noms.CODES}task-input-action", "titre"), "valueString": action.quoi}],
    }
    return tache | ({"owner": {"display": action.qui}} if action.qui else {})
