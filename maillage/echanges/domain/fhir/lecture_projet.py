"""A project from its CarePlan and what refers to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillage.echanges.domain.fhir import noms
from maillage.echanges.domain.fhir.briques import Ressource
from maillage.echanges.domain.fhir.controle import valeurs
from maillage.echanges.domain.fhir.dossier import (
    AccordEchange,
    ActionEchange,
    BesoinEchange,
    ObjectifEchange,
    ProjetEchange,
)
from maillage.echanges.domain.fhir.valeurs import extension_de, identifiant_exterieur, lire_jour, premier_texte

TAILLE_MOTS = 300
ETAT_PAR_DEFAUT, QUALITE_PAR_DEFAUT = "ACCORDE", "PARENT"


def lire_projet(
    plan: Ressource, usager: str, par_profil: Mapping[str, list[Ressource]], index: Mapping[str, Ressource]
) -> ProjetEchange:
    """Return the project of a CarePlan with the needs, objectives and actions that name it."""
    propre = extension_de(plan, "projet")
    codes: dict[int, str] = {}
    besoins = []
    for ressource in par_profil["service-request-besoin"]:
        if _nomme(ressource, "basedOn.reference", plan, index):
            besoin = _besoin(ressource)
            codes[id(ressource)] = besoin.code
            besoins.append(besoin)
    actions = [a for a in par_profil["task-action"] if _nomme(a, "basedOn.reference", plan, index)]
    accords = [_accord(info, index) for info in valeurs(plan, "supportingInfo")]
    return ProjetEchange(
        identifiant=propre.get("identifiant") or identifiant_exterieur(plan, noms.PROJET),
        usager=usager,
        numero=int(float(propre.get("numero", 1))),
        etat=propre.get("etat", ETAT_PAR_DEFAUT),
        commence_le=lire_jour(premier_texte(plan, "period.start") or str(min(accord.le for accord in accords))),
        synthese=str(plan.get("description", "")),
        besoins=tuple(besoins),
        objectifs=tuple(
            _objectif(but, actions, codes, index)
            for but in par_profil["goal-objectif"]
            if _nomme(but, "extension.valueReference.reference", plan, index)
        ),
        accords=tuple(accords),
    )


def _nomme(ressource: Ressource, chemin: str, cible: Ressource, index: Mapping[str, Ressource]) -> bool:
    return any(index.get(str(adresse)) is cible for adresse in valeurs(ressource, chemin))


def _besoin(ressource: Ressource) -> BesoinEchange:
    code = premier_texte(ressource, "category.coding.code")
    mots = premier_texte(ressource, "code.text")
    return BesoinEchange(code, "" if mots == f"Besoin {code}" else mots[:TAILLE_MOTS])


def _accord(info: Mapping[str, Any], index: Mapping[str, Ressource]) -> AccordEchange:
    consentement = index[str(info["reference"])]
    structure = "accordStructure" in valeurs(info, "extension.valueCodeableConcept.coding.code")
    qualite = extension_de(consentement, "accord").get("qualite", "" if structure else QUALITE_PAR_DEFAUT)
    return AccordEchange(qualite, lire_jour(consentement["dateTime"]), structure)


def _objectif(
    but: Ressource, actions: list[Ressource], codes: Mapping[int, str], index: Mapping[str, Ressource]
) -> ObjectifEchange:
    propre = extension_de(but, "objectif")
    titre = premier_texte(but, "note.text")[:TAILLE_MOTS]
    description = premier_texte(but, "description.text")
    identifiant = propre.get("identifiant") or identifiant_exterieur(but, noms.OBJECTIF)
    echeance = premier_texte(but, "target.dueDate")
    visees = [index.get(str(adresse)) for adresse in valeurs(but, "addresses.reference")]
    return ObjectifEchange(
        identifiant=identifiant,
        mots=titre,
        statut=propre.get("statut") or noms.STATUTS_OBJECTIF_LUS.get(str(but["lifecycleStatus"]), "A_COMMENCER"),
        formulation="" if description == titre else description,
        echeance=lire_jour(echeance) if echeance else None,
        besoins=tuple(codes[id(visee)] for visee in visees if visee is not None and id(visee) in codes),
        actions=tuple(
            ActionEchange(
                extension_de(action, "action").get("identifiant") or identifiant_exterieur(action, noms.ACTION),
                premier_texte(action, "input.valueString")[:TAILLE_MOTS],
                premier_texte(action, "owner.display")[:200],
            )
            for action in actions
            if extension_de(action, "action").get("objectif", identifiant) == identifiant
        ),
    )
