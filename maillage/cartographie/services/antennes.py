"""Scenarios of antennes: asked, computed now or in the background, kept, taken off the list and put back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from maillage.cartographie.calculs.antennes import etudier, mesurer, points
from maillage.cartographie.domain.implantation import Objectif
from maillage.cartographie.domain.nombres import UNITE
from maillage.cartographie.domain.scenarios import Etude
from maillage.cartographie.echeance import Echeance
from maillage.cartographie.fournisseurs import FournisseurIndisponibleError
from maillage.cartographie.models import EtatEtude, ScenarioAntenne
from maillage.cartographie.permissions import ANTENNES, exiger
from maillage.cartographie.referentiels.transport import conventions_antennes
from maillage.cartographie.selectors.antennes import hypotheses_de, lieux_de_besoin, sites_etudies
from maillage.cartographie.services.arrets import commencer, conclure
from maillage.cartographie.services.temps import ESTIMATION, fournisseur, fournisseurs_offerts
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

SECONDES_MOTEUR, SECONDES_CALCUL = 300.0, 25.0
PAIRES_COURTES = 40_000
"""Up to so many pairs, an estimated scenario is computed within the request."""


@dataclass(frozen=True)
class DemandeScenario:
    """What a person asks; the fields of ScenarioAntenne. `candidats`: communes and rents; `quittes`: sites given up."""

    nom: str
    objectif: str
    ouvertures: int
    seuil: int
    fournisseur: str
    candidats: list[dict[str, Any]] = field(default_factory=list)
    quittes: list[str] = field(default_factory=list)
    hypotheses: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def demander_scenario(acteur: Acteur, dispositif_id: int, demande: DemandeScenario) -> ScenarioAntenne:
    """Keep the question; nothing is computed yet."""
    exiger(acteur, ANTENNES, dispositif_id)
    if demande.fournisseur not in fournisseurs_offerts():
        raise ValidationError({"fournisseur": "Ces temps de trajet ne sont pas réglés dans cette installation."})
    if demande.candidats and len(demande.candidats) < demande.ouvertures:
        raise ValidationError({"ouvertures": "Il y a moins de communes proposées que d'antennes à ouvrir."})
    valeurs = {**asdict(demande), "hypotheses": dict(demande.hypotheses)}
    scenario = ScenarioAntenne(
        dispositif_id=dispositif_id, demandee_le=timezone.now(), demandee_par=acteur.libelle[:200], **valeurs
    )
    scenario.full_clean(exclude=["dispositif", "candidats", "quittes", "hypotheses", "resultat"])
    scenario.save()
    journaliser(acteur, "cartographie.demander_scenario", objet=str(scenario.pk), dispositif_id=dispositif_id)
    return scenario


@transaction.atomic
def refaire_scenario(acteur: Acteur, scenario: ScenarioAntenne, *, avec: str = "") -> ScenarioAntenne:
    """Ask the same question again, with other times when the person chose so; the former one stays."""
    champs = ("nom", "objectif", "ouvertures", "seuil", "candidats", "quittes", "hypotheses")
    valeurs = {champ: getattr(scenario, champ) for champ in champs}
    demande = DemandeScenario(**valeurs, fournisseur=avec or scenario.fournisseur)
    return demander_scenario(acteur, scenario.dispositif_id, demande)


@transaction.atomic
def retirer_scenario(acteur: Acteur, scenario: ScenarioAntenne, *, retire: bool) -> None:
    """Take a scenario off the list, or put it back; nothing is erased."""
    exiger(acteur, ANTENNES, scenario.dispositif_id)
    scenario.retire_le = timezone.now() if retire else None
    scenario.save(update_fields=["retire_le"])
    acte = "cartographie.retirer_scenario" if retire else "cartographie.reprendre_scenario"
    journaliser(acteur, acte, objet=str(scenario.pk), dispositif_id=scenario.dispositif_id)


def est_court(scenario: ScenarioAntenne) -> bool:
    """An estimation over a small territory answers at once."""
    if scenario.fournisseur != ESTIMATION:
        return False
    lieux = lieux_de_besoin(scenario)
    return len(lieux) * len(sites_etudies(scenario, lieux, timezone.localdate())) <= PAIRES_COURTES


def calculer_scenario(scenario: ScenarioAntenne) -> ScenarioAntenne:
    """Compute and keep. An engine that does not answer stops the scenario, and says so; nothing replaces its times."""
    if not commencer(scenario):
        scenario.refresh_from_db()
        return scenario
    try:
        resultat = resoudre_scenario(scenario)
    except ScenarioImpossibleError as erreur:
        return conclure(scenario, EtatEtude.ECHEC, message=str(erreur)[:300])
    return conclure(scenario, EtatEtude.FINIE, resultat=resultat)


class ScenarioImpossibleError(Exception):
    """Nothing could be computed; the text says why, in French."""


def resoudre_scenario(scenario: ScenarioAntenne) -> dict[str, Any]:
    """Return the answer without keeping it; raise ScenarioImpossibleError."""
    le = timezone.localdate(scenario.demandee_le)
    lieux = lieux_de_besoin(scenario)
    sites = sites_etudies(scenario, lieux, le)
    nouveaux = sum(not site.existant for site in sites)
    if not lieux or nouveaux < scenario.ouvertures:
        raise ScenarioImpossibleError("Aucune commune à étudier : chargez les communes, ou proposez plus de sites.")
    try:
        trajets = fournisseur(scenario.fournisseur, secondes=SECONDES_MOTEUR).mesurer(points(lieux), points(sites))
    except FournisseurIndisponibleError as erreur:
        raise ScenarioImpossibleError(f"Les temps de trajet n'ont pas pu être obtenus : {erreur}.") from erreur
    minutes, km = mesurer(trajets)
    etude = Etude(
        tuple(lieux),
        tuple(sites),
        np.asarray(minutes, dtype=np.int64),
        np.asarray(km, dtype=np.int64),
        Objectif(scenario.objectif),
        scenario.seuil * UNITE,
    )
    minimum = conventions_antennes(le).ecart_dit_min
    resultat = etudier(
        etude, scenario.ouvertures, hypotheses_de(scenario), minimum=minimum, echeance=Echeance(SECONDES_CALCUL)
    )
    return {
        **resultat,
        "temps": trajets.provenance.objet(),
        "ecart_dit_min": minimum,
        "sites": [
            {"id": s.id, "nom": s.nom, "lon": s.lon, "lat": s.lat, "existant": s.existant, "quitte": s.quitte}
            for s in sites
        ],
    }
