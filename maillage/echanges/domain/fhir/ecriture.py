"""From a dossier to the resources of a transaction bundle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from maillage.echanges.domain.fhir import noms
from maillage.echanges.domain.fhir.briques import (
    Ressource,
    adresse,
    code_de,
    extension,
    extension_tddui,
    identifiant_propre,
    reference,
    ressource_neuve,
)
from maillage.echanges.domain.fhir.contacts import ecrire_contact
from maillage.echanges.domain.fhir.dossier import (
    AbsenceEchange,
    DossierEchange,
    Esms,
    EvenementEchange,
    Inscription,
    Intervenant,
    PeriodeScolaire,
    Sejour,
    Usager,
)
from maillage.echanges.domain.fhir.ecriture_projet import ressources_du_projet

FIN_INCONNUE = dt.timedelta(days=1)
"""Slot.end is required: an absence without end is written as one day, and says so in an extension."""


def lot_fhir(dossier: DossierEchange, *, le: dt.datetime) -> Ressource:
    """Return the transaction bundle: every entry a creation, references by `urn:uuid` drawn from the business identifiers."""
    entrees = [
        {
            "fullUrl": adresse(ressource["resourceType"], ressource.pop("_cle")),
            "resource": {cle: valeur for cle, valeur in ressource.items() if valeur != []},
            "request": {"method": "POST", "url": ressource["resourceType"]},
        }
        for ressource in ressources(dossier)
    ]
    return {
        "resourceType": "Bundle",
        "meta": {"profile": [f"{noms.PROFIL}bundle"]},
        "type": "transaction",
        "timestamp": le.isoformat(timespec="seconds"),
        "entry": entrees,
    }


def ressources(dossier: DossierEchange) -> Iterator[Ressource]:
    """Yield the resources, those that others refer to first; `_cle` is their key in the bundle."""
    finess = dossier.finess
    yield from (_organisation(esms) for esms in dossier.esms)
    yield from (_professionnel(intervenant) for intervenant in dossier.intervenants)
    yield from (_usager(finess, usager) for usager in dossier.usagers)
    yield from (_agenda(usager) for usager in dossier.usagers)
    yield from (ecrire_contact(contact) for contact in dossier.contacts)
    yield from (_sejour(finess, sejour) for sejour in dossier.sejours)
    yield from (_periode_scolaire(finess, periode) for periode in dossier.scolarites)
    for evenement in dossier.evenements:
        for inscription in evenement.inscriptions:
            yield _evenement(finess, evenement, inscription)
            if inscription.presence:
                yield _presence(finess, evenement, inscription)
    yield from (_absence(finess, absence) for absence in dossier.absences)
    for projet in dossier.projets:
        yield from ressources_du_projet(finess, projet)


def _periode(debut: dt.date, fin: dt.date | None) -> dict[str, str]:
    return {"start": debut.isoformat()} | ({"end": fin.isoformat()} if fin else {})


def _organisation(esms: Esms) -> Ressource:
    identifiant = {"type": code_de(noms.FR_0203, "IDNST"), "system": noms.STRUCTURE, "value": f"1{esms.finess}"}
    return ressource_neuve("Organization", esms.finess, "organization") | {
        "identifier": [identifiant],
        "name": esms.nom,
    }


def _professionnel(intervenant: Intervenant) -> Ressource:
    return ressource_neuve("Practitioner", intervenant.identifiant, "practitioner") | {
        "identifier": [identifiant_propre(intervenant.identifiant)],
        "name": [{"family": intervenant.nom, "given": [intervenant.prenom]}],
        "extension": [extension("metier", {"metier": intervenant.metier})],
    }


def _usager(finess: str, usager: Usager) -> Ressource:
    local = {
        "use": "usual",
        "type": code_de(noms.V2_0203, "PI"),
        "system": noms.LOCAL_USAGER,
        "value": noms.identifiant_local(finess, usager.identifiant),
    }
    patient = ressource_neuve("Patient", usager.identifiant, "patient") | {
        "identifier": [local, identifiant_propre(usager.identifiant)],
        "name": [{"use": "official", "family": usager.nom, "given": [usager.prenom]}],
    }
    if usager.sexe:
        patient["gender"] = noms.GENRES[usager.sexe]
    if usager.naissance:
        patient["birthDate"] = usager.naissance.isoformat()
    patient["_birthDate"] = {"extension": [_rang_de_naissance()] + ([] if usager.naissance else [_sans_valeur()])}
    return patient


def _sans_valeur() -> dict[str, str]:
    return {"url": noms.EXTENSION_SANS_VALEUR, "valueCode": "unknown"}


def _rang_de_naissance() -> dict[str, Any]:
    """TDDUI asks for the birth order of the civil register; Maillage does not hold it and says so instead of writing 1."""
    return extension_tddui("birth-order", _valuePositiveInt={"extension": [_sans_valeur()]})


def _agenda(usager: Usager) -> Ressource:
    return ressource_neuve("Schedule", usager.identifiant, "schedule") | {
        "actor": [reference("Patient", usager.identifiant)]
    }


def _sejour(finess: str, sejour: Sejour) -> Ressource:
    identifiant = {
        "type": code_de(f"{noms.CODES}encounter-identifier", "SEJ"),
        "system": noms.SEJOUR,
        "value": noms.identifiant_local(finess, sejour.usager, "SEJOUR", sejour.identifiant),
    }
    propres = [
        extension("phase", {"type": sejour.type, "creton": sejour.creton}),
        *(extension("periode-modalite", vars(periode)) for periode in sejour.periodes),
        *(extension("complexite", vars(critere)) for critere in sejour.criteres),
    ]
    sorties = [extension_tddui("exit-mode-label", valueString=sejour.motif_sortie)] if sejour.motif_sortie else []
    hospitalisation: dict[str, Any] = {"admitSource": code_de(noms.CISIS, noms.AUTRE_ENTREE)}
    if sejour.fin:
        hospitalisation["dischargeDisposition"] = code_de(noms.CISIS, noms.AUTRE_SORTIE)
        if sejour.destination:
            hospitalisation["dischargeDisposition"]["text"] = sejour.destination
    return ressource_neuve("Encounter", f"sejour/{sejour.identifiant}", "encounter-sejour") | {
        "extension": [extension_tddui("admission-date", valueDateTime=sejour.debut.isoformat()), *sorties, *propres],
        "identifier": [identifiant, identifiant_propre(sejour.identifiant)],
        "status": "finished" if sejour.fin else "in-progress",
        "class": {"system": noms.ACT_CODE, "code": "AMB"},
        "subject": reference("Patient", sejour.usager),
        "period": _periode(sejour.debut, sejour.fin),
        "hospitalization": hospitalisation,
        "serviceProvider": reference("Organization", finess),
    }


def _periode_scolaire(finess: str, periode: PeriodeScolaire) -> Ressource:
    cle = f"{periode.usager}/{periode.code}/{periode.debut}"
    numero = f"{periode.code}{periode.debut:%Y%m%d}"
    return ressource_neuve("Observation", cle, "observation-periode-scolaire") | {
        "identifier": [
            {
                "system": noms.PERIODE_SCOLAIRE,
                "value": noms.identifiant_local(finess, periode.usager, "PSCO", numero),
            }
        ],
        "status": "final",
        "code": code_de(f"{noms.CODES}observation-type", "PERIODESCOL"),
        "subject": reference("Patient", periode.usager),
        "performer": [{"display": periode.etablissement or "École non renseignée"}],
        "effectivePeriod": _periode(periode.debut, periode.fin),
        "extension": [
            extension("scolarite", {"code": periode.code, "ecole": periode.etablissement, "uai": periode.uai})
        ],
    }


def _evenement(finess: str, evenement: EvenementEchange, inscription: Inscription) -> Ressource:
    identifiant = {
        "type": code_de(noms.FR_TYPE, "VN"),
        "system": noms.EVENEMENT,
        "value": noms.identifiant_local(finess, inscription.usager, "EVN", evenement.identifiant),
    }
    propre = {
        "identifiant": evenement.identifiant,
        "categorie": evenement.categorie,
        "modalite": evenement.modalite,
        "lieuType": evenement.lieu_type,
        "finess": evenement.finess,
        "source": evenement.source,
        "sourceRef": evenement.source_ref,
        "confirmeLe": evenement.confirme_le,
        "presence": inscription.presence,
        "preavisH": inscription.preavis_h,
    }
    libelle = [extension_tddui("event-label", valueString=evenement.titre)] if evenement.titre else []
    ressource = ressource_neuve(
        "Encounter", f"evenement/{evenement.identifiant}/{inscription.usager}", "encounter-evenement"
    ) | {
        "extension": [*libelle, extension("evenement", propre)],
        "identifier": [identifiant],
        "status": noms.STATUTS_EVENEMENT[evenement.statut],
        "class": {"system": noms.ACT_CODE, "code": "AMB"},
        "type": [{"coding": [{"system": noms.SANS_VALEUR, "code": "not-permitted"}], "text": evenement.categorie}],
        "subject": reference("Patient", inscription.usager),
        "period": {"start": evenement.debut.isoformat(), "end": evenement.fin.isoformat()},
        "serviceProvider": reference("Organization", evenement.finess or finess),
    }
    if evenement.intervenants:
        ressource["participant"] = [{"individual": reference("Practitioner", pro)} for pro in evenement.intervenants]
    if evenement.lieu:
        ressource["location"] = [{"location": {"display": evenement.lieu}}]
    return ressource


def _presence(finess: str, evenement: EvenementEchange, inscription: Inscription) -> Ressource:
    absent = inscription.presence == "ABSENT"
    ressource = _creneau(finess, inscription.usager, evenement.identifiant, absent=absent)
    ressource["extension"].append(extension("evenement", {"identifiant": evenement.identifiant}))
    if absent:
        ressource["extension"].append(extension_tddui("planned-absence", valueBoolean=bool(inscription.preavis_h)))
        ressource["appointmentType"] = code_de(noms.R424, noms.RAISONS_PERSONNELLES)
    return ressource | {"start": evenement.debut.isoformat(), "end": evenement.fin.isoformat()}


def _absence(finess: str, absence: AbsenceEchange) -> Ressource:
    numero = f"A{absence.debut:%Y%m%d%H%M}{absence.motif[:3]}"
    ressource = _creneau(finess, absence.usager, numero, absent=True)
    prevue = absence.prevenu_le is not None and absence.prevenu_le < absence.debut
    hopital = absence.motif == "HOSPITALISATION"
    ressource["extension"] += [
        extension_tddui("planned-absence", valueBoolean=prevue),
        extension(
            "absence",
            {"motif": absence.motif, "prevenuLe": absence.prevenu_le, "finInconnue": absence.fin is None or None},
        ),
    ]
    ressource["appointmentType"] = code_de(noms.R424, noms.HOSPITALISATION if hopital else noms.RAISONS_PERSONNELLES)
    fin = absence.fin or absence.debut + FIN_INCONNUE
    return ressource | {"start": absence.debut.isoformat(), "end": fin.isoformat()}


def _creneau(finess: str, usager: str, numero: str, *, absent: bool) -> Ressource:
    identifiant = {
        "type": code_de(f"{noms.CODES}slot-identifier", "PA"),
        "system": noms.PRESENCE,
        "value": noms.identifiant_local(finess, usager, "PA", numero),
    }
    return ressource_neuve("Slot", f"{usager}/{numero}", "slot-presence-absence") | {
        "extension": [],
        "identifier": [identifiant],
        "serviceType": [code_de(noms.R423, noms.ABSENT if absent else noms.PRESENT)],
        "schedule": reference("Schedule", usager),
        "status": "busy",
    }


def bilan_par_genre(lot: Ressource) -> dict[str, int]:
    """Return how many resources of each type a bundle holds, in the order of the bundle."""
    comptes: dict[str, int] = {}
    for entree in lot["entry"]:
        genre = entree["resource"]["resourceType"]
        comptes[genre] = comptes.get(genre, 0) + 1
    return comptes
