"""What the MDPH sends, made up: a decision with its document, a status, a small server that serves them."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

FINESS = "990000033"
CDA = """<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3"><title>Individu et décision</title>
<recordTarget><patientRole><patient><name><given>{prenom}</given><family qualifier="BR">{nom}</family></name>
<administrativeGenderCode code="F"/><birthTime value="{naissance}"/></patient></patientRole></recordTarget>
<custodian><assignedCustodian><representedCustodianOrganization>
<name>MDPH de l'Aude</name></representedCustodianOrganization></assignedCustodian></custodian>
<component><structuredBody><component><section><title>Orientation</title>
<text>Dispositif intégré, <content>trois ans</content>.</text></section></component></structuredBody></component>
</ClinicalDocument>"""


def dossier(numero: str, *, prenom: str = "Lina", nom: str = "Morel", naissance: str = "20140502") -> dict[str, Any]:
    """A DocumentReference of flow 1."""
    document = CDA.format(prenom=prenom, nom=nom, naissance=naissance).encode()
    return {
        "resourceType": "DocumentReference",
        "id": f"doc-{numero}",
        "identifier": [{"use": "usual", "value": f"M{numero}"}, {"use": "official", "value": f"N{numero}"}],
        "status": "current",
        "content": [
            {
                "attachment": {
                    "contentType": "text/xml",
                    "title": "Décision",
                    "data": base64.b64encode(document).decode(),
                }
            }
        ],
    }


def tache(numero: str, statut: str, *, le: str = "2024-03-01", finess: str = FINESS, motif: str = "") -> dict[str, Any]:
    """A Task of flow 5."""
    dits = {
        "idNat_Struct": {"valueIdentifier": {"value": f"1{finess}"}},
        "nomESMS": {"valueString": "DITEP des Essais"},
        "idDecision": {"valueIdentifier": {"value": f"M{numero}"}},
        "idNat_Decision": {"valueIdentifier": {"value": f"N{numero}"}},
        "statutESMS": {"valueCodeableConcept": {"coding": [{"code": statut}]}},
        "dateStatutESMS": {"valueDate": le},
    }
    if motif:
        dits["motifESMS"] = {"valueCodeableConcept": {"coding": [{"code": motif}]}}
    return {
        "resourceType": "Task",
        "meta": {"lastUpdated": f"{le}T08:00:00+01:00"},
        "status": "completed",
        "intent": "plan",
        "input": [{"type": {"coding": [{"code": code}]}, **valeur} for code, valeur in dits.items()],
    }


def lot(*ressources: dict[str, Any]) -> dict[str, Any]:
    """A searchset."""
    return {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": r} for r in ressources]}


class _Reponses(BaseHTTPRequestHandler):
    """Serves what the test put on the server; keeps what it received."""

    server: Any

    def do_GET(self) -> None:
        self.server.demandes.append((self.path, self.headers["Authorization"]))
        if self.server.panne:
            self._repondre(self.server.panne, {"resourceType": "OperationOutcome", "issue": []})
        elif self.path.startswith("/fhir/DocumentReference?"):
            self._repondre(
                200, lot(*({"resourceType": "DocumentReference", "id": d["id"]} for d in self.server.dossiers))
            )
        elif self.path.startswith("/fhir/DocumentReference/"):
            voulu = self.path.rsplit("/", 1)[1]
            self._repondre(200, next(d for d in self.server.dossiers if d["id"] == voulu))
        else:
            self._repondre(200, lot(*self.server.taches))

    def do_POST(self) -> None:
        corps = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.recus.append(corps)
        issue = {
            "resourceType": "OperationOutcome",
            "issue": [{"severity": "error", "diagnostics": "décision inconnue"}],
        }
        self._repondre(self.server.refus or 201, issue if self.server.refus else {})

    def _repondre(self, statut: int, objet: dict[str, Any]) -> None:
        octets = json.dumps(objet).encode()
        self.send_response(statut)
        self.send_header("Content-Length", str(len(octets)))
        self.end_headers()
        self.wfile.write(octets)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def petit_serveur() -> Iterator[Any]:
    """A FHIR server of the follow-up, on this machine, for the time of a test."""
    serveur: Any = HTTPServer(("127.0.0.1", 0), _Reponses)
    serveur.dossiers, serveur.taches, serveur.recus, serveur.demandes = [], [], [], []
    serveur.panne, serveur.refus = 0, 0
    serveur.adresse = f"http://127.0.0.1:{serveur.server_port}/fhir"
    fil = threading.Thread(target=serveur.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    fil.start()
    try:
        yield serveur
    finally:
        serveur.shutdown()
        serveur.server_close()
        fil.join()
