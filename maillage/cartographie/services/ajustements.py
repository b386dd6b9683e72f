"""A plan changed by hand: someone put in another vehicle, or taken off without disturbing the other rounds. The former plan stays."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from maillage.agenda.domain.etat import DispositifVise
from maillage.cartographie.calculs.ajustement import Ajustement, ajuster, sans_les_absents, vehicules_des_jeunes
from maillage.cartographie.models import EtatEtude, PlanTournees
from maillage.cartographie.permissions import TOURNEES, exiger
from maillage.cartographie.services.tournees import exiger_le_dernier
from maillage.cartographie.tournees.calcul import PlanFautifError
from maillage.cartographie.tournees.domain.difference import comparer
from maillage.cartographie.tournees.lecture import relire_probleme
from maillage.cartographie.tournees.solveur.resolution import Minuterie
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

ABSENT = "-absent-"
"""What stands for a vehicle when someone does not come; no vehicle is named so."""
SECONDES = 4.0


@dataclass(frozen=True)
class EssaiAjustement:
    """What the change gives: `difference` with the plan, empty as long as a rule refuses it."""

    probleme: dict[str, Any]
    absents: frozenset[str]
    ajustement: Ajustement
    difference: dict[str, Any]


def places_actuelles(plan: PlanTournees) -> dict[str, str]:
    """The vehicle of each rider of the plan, empty for who has no round."""
    places = vehicules_des_jeunes(plan.resultat, plan.sens)
    return {jeune["id"]: places.get(jeune["id"], "") for jeune in plan.probleme["jeunes"]}


def essayer(plan: PlanTournees, voulu: Mapping[str, str]) -> EssaiAjustement:
    """Compute, keep nothing. `voulu`: a vehicle by rider, ABSENT, or nothing for who had no round already."""
    _verifier_le_vouloir(plan, voulu)
    absents = frozenset(nom for nom, ou in voulu.items() if ou == ABSENT)
    probleme = sans_les_absents(plan.probleme, set(absents))
    montent = {nom: ou for nom, ou in voulu.items() if ou not in ("", ABSENT)}
    if not montent:
        raise ValidationError("Plus personne ne monterait : laissez au moins un jeune dans un véhicule.")
    minuterie = Minuterie(time.monotonic, time.monotonic() + SECONDES)
    try:
        fait = ajuster(relire_probleme(probleme, "plan.json"), plan.resultat, montent, minuterie)
    except PlanFautifError as erreur:
        raise ValidationError(f"Ce changement ne peut pas être calculé : {erreur}") from erreur
    difference = {} if fait.resultat is None else comparer(plan.resultat, fait.resultat, plan.sens)
    return EssaiAjustement(probleme, absents, fait, difference)


def _verifier_le_vouloir(plan: PlanTournees, voulu: Mapping[str, str]) -> None:
    actuelles = places_actuelles(plan)
    if plan.etat != EtatEtude.FINIE or set(voulu) != set(actuelles):
        raise ValidationError("Ce plan ne connaît pas ces jeunes : rouvrez la page, puis recommencez.")
    if not set(voulu.values()) <= {v["id"] for v in plan.probleme["vehicules"]} | {"", ABSENT}:
        raise ValidationError("Ce plan ne connaît pas ces véhicules : rouvrez la page, puis recommencez.")
    if any(actuelles[nom] and not ou for nom, ou in voulu.items()):
        raise ValidationError("Qui a une tournée garde un véhicule, ou ne vient pas.")
    if dict(voulu) == actuelles:
        raise ValidationError("Rien ne change : choisissez un autre véhicule pour quelqu'un, ou « ne vient pas ».")


def ajuster_plan(
    acteur: Acteur, dispositif: DispositifVise, plan: PlanTournees, voulu: Mapping[str, str]
) -> PlanTournees:
    """Keep the change as a new plan; refused, with who and why, when a rule of the transport would be broken.

    The computing comes first: nobody else's writing waits for it.
    """
    exiger(acteur, TOURNEES, dispositif.pk)
    essai = essayer(plan, voulu)
    if essai.ajustement.resultat is None:
        raise ValidationError("Une règle du transport ne le permet pas.", code="refus")
    return _garder(acteur, dispositif, plan, essai)


@transaction.atomic
def _garder(acteur: Acteur, dispositif: DispositifVise, plan: PlanTournees, essai: EssaiAjustement) -> PlanTournees:
    exiger_le_dernier(dispositif.pk, plan)
    maintenant = timezone.now()
    nouveau = PlanTournees.objects.create(
        dispositif_id=dispositif.pk,
        jour=plan.jour,
        sens=plan.sens,
        semaine_type=plan.semaine_type,
        fournisseur=plan.fournisseur,
        etat=EtatEtude.FINIE,
        retires=sorted({*plan.retires, *essai.absents}),
        demandee_le=maintenant,
        demandee_par=acteur.libelle[:200],
        finie_le=maintenant,
        probleme=essai.probleme,
        resultat=essai.ajustement.resultat,
        difference={"precedent": plan.pk, "a_la_main": True, **essai.difference},
    )
    details = {"precedent": plan.pk, "absents": len(essai.absents), "changes": len(essai.difference["jeunes"])}
    journaliser(
        acteur, "cartographie.ajuster_plan", objet=str(nouveau.pk), dispositif_id=dispositif.pk, details=details
    )
    return nouveau


def retirer_seul(acteur: Acteur, dispositif: DispositifVise, plan: PlanTournees, identifiant: str) -> PlanTournees:
    """Take one rider off; the other vehicles keep their hours."""
    return ajuster_plan(acteur, dispositif, plan, {**places_actuelles(plan), identifiant: ABSENT})
