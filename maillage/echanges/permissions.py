"""Rights of the addresses of this context.

The tables hold the facts of young people under pseudonyms: section « activite ». A feed shows an agenda: section « agenda »; whoever has its
address reads it without account, so the address is a secret that can be withdrawn.
"""

from __future__ import annotations

from maillage.socle.acteur import Acces
from maillage.socle.droits import OUVERT, TOUT_COMPTE, Droit

ACTIVITE = Droit("activite")
AGENDA = Droit("agenda")
NOMINATIF = Droit("echanges")
REPRENDRE = Droit("echanges", acces=Acces.ECRITURE)
REMISES = Droit("remises")
ECRIRE_REMISES = Droit("remises", acces=Acces.ECRITURE)
ECRIRE_AGENDA = Droit("agenda", acces=Acces.ECRITURE)

ORIENTATIONS = Droit("orientations")
ECRIRE_ORIENTATIONS = Droit("orientations", acces=Acces.ECRITURE)

DROITS_URLS: dict[str, Droit] = {
    "echanges:tables": ACTIVITE,
    "echanges:telecharger_tables": ACTIVITE,
    "echanges:depart": REPRENDRE,
    "echanges:fhir": NOMINATIF,
    "echanges:telecharger_fhir": NOMINATIF,
    "echanges:lot_fhir": REPRENDRE,
    "echanges:issue_fhir": REPRENDRE,
    "echanges:decider_fhir": REPRENDRE,
    "echanges:orientations": ORIENTATIONS,
    "echanges:exporter_orientations": ORIENTATIONS,
    "echanges:orientation": ORIENTATIONS,
    "echanges:rapport_orientation": ORIENTATIONS,
    "echanges:recevoir_orientations": ECRIRE_ORIENTATIONS,
    "echanges:interroger_sdo": ECRIRE_ORIENTATIONS,
    "echanges:reception": ECRIRE_ORIENTATIONS,
    "echanges:decider_reception": ECRIRE_ORIENTATIONS,
    "echanges:geste_orientation": ECRIRE_ORIENTATIONS,
    "echanges:reponse_orientation": ECRIRE_ORIENTATIONS,
    "echanges:flux": AGENDA,
    "echanges:revoquer_flux": ECRIRE_AGENDA,
    "echanges:retablir_flux": ECRIRE_AGENDA,
    "echanges:gap": AGENDA,
    "echanges:remises": REMISES,
    "echanges:exporter_remises": REMISES,
    "echanges:relancer_remise": ECRIRE_REMISES,
    "echanges:regler_destination": ECRIRE_REMISES,
    "echanges:remettre": ECRIRE_REMISES,
    "echanges:jetons": TOUT_COMPTE,
    "echanges:revoquer_jeton": TOUT_COMPTE,
    "api:openapi-json": OUVERT,
    "api:api-root": OUVERT,
    "api:lister_dispositifs": Droit("structures"),
    "api:lister_jeunes": Droit("parcours"),
    "api:evenements": AGENDA,
    "api:evenement": AGENDA,
    "api:presences": AGENDA,
    "api:presence": AGENDA,
    "api:confirmation": AGENDA,
    "api:absences": AGENDA,
    "api:absence": AGENDA,
    "api:fhir_schedule": AGENDA,
    "api:fhir_slot": AGENDA,
    "api:fhir_appointment": AGENDA,
    "api:activite": ACTIVITE,
    "api:retours": Droit("retours"),
    "echanges:calendrier": OUVERT,
    "echanges:validateur": OUVERT,
    "echanges:exemple": OUVERT,
}
