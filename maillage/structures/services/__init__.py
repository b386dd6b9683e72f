"""Writes of the offer, one function per business act: atomic, journaled, errors by field in French (ValidationError)."""

from maillage.structures.services.dispositifs import (
    creer_dispositif,
    creer_organisme,
    creer_unite,
    definir_territoire,
    detacher_etablissement,
    fermer_unite,
    modifier_dispositif,
    rattacher_etablissement,
)
from maillage.structures.services.ouverture import (
    annuler_acte_ouverture,
    appliquer_vacances_scolaires,
    fermer_periode,
    ouvrir_periode,
    retablir_calendrier,
)
from maillage.structures.services.personnes import (
    affecter_professionnel,
    creer_partenaire,
    creer_professionnel,
    lier_partenaire,
    retirer_partenaire,
    terminer_affectation,
)
from maillage.structures.services.places import fermer_places, modifier_places, ouvrir_places, supprimer_places
from maillage.structures.services.positions import confirmer_position, corriger_position, placer_partenaire
from maillage.structures.services.reprise import professionnels_repris

__all__ = [
    "affecter_professionnel",
    "annuler_acte_ouverture",
    "appliquer_vacances_scolaires",
    "confirmer_position",
    "corriger_position",
    "creer_dispositif",
    "creer_organisme",
    "creer_partenaire",
    "creer_professionnel",
    "creer_unite",
    "definir_territoire",
    "detacher_etablissement",
    "fermer_periode",
    "fermer_places",
    "fermer_unite",
    "lier_partenaire",
    "modifier_dispositif",
    "modifier_places",
    "ouvrir_periode",
    "ouvrir_places",
    "placer_partenaire",
    "professionnels_repris",
    "rattacher_etablissement",
    "retablir_calendrier",
    "retirer_partenaire",
    "supprimer_places",
    "terminer_affectation",
]
