"""The Creton maintenance: a decision of the CDAPH that the phases follow, since the count reads them (R37)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from maillage.parcours.domain.age import age_le
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.intervalles import veille
from maillage.parcours.models import Jeune, MaintienCreton, Phase
from maillage.parcours.referentiels.entree import libelle, libelles
from maillage.parcours.services.ecriture import exiger, tracer
from maillage.parcours.services.versions import ecrire_valeurs, prendre
from maillage.socle.acteur import Acteur
from maillage.socle.vocabulaire import TypePhase

AGE_DU_MAINTIEN = 20
"""CASF L. 242-4 and rule R37 (`creton_age`): a maintenance begins at twenty, or at the limit of the approval when it is higher."""


@transaction.atomic
def declarer_maintien(
    acteur: Acteur,
    *,
    jeune: Jeune,
    dispositif_id: int,
    decision: date,
    debut: date,
    orientation: str,
    fin: date | None = None,
    attente: str = "",
) -> MaintienCreton:
    """Record the decision. The accompaniment in course is cut the day before its first day and goes on as « Creton »: one stay still (R21).

    Raises ErreurParcours: age, dates, no accompaniment, unknown orientation.
    """
    exiger(acteur, dispositif_id)
    _verifier(jeune, debut=debut, fin=fin, orientation=orientation)
    _passer_la_phase(jeune, dispositif_id, debut)
    maintien = MaintienCreton.objects.create(
        jeune=jeune,
        dispositif_id=dispositif_id,
        decision=decision,
        debut=debut,
        fin=fin,
        orientation=orientation,
        attente=attente.strip(),
    )
    tracer(
        acteur,
        "declarer_maintien",
        dispositif_id=dispositif_id,
        jeune=jeune,
        debut=debut,
        fin=fin or "",
        orientation=orientation,
    )
    return maintien


@transaction.atomic
def modifier_maintien(
    acteur: Acteur, *, maintien: MaintienCreton, version: int | None = None, **valeurs: Any
) -> MaintienCreton:
    """Correct the decision, its end, the orientation or the lists where an adult place is waited for; the phase does not move."""
    exiger(acteur, maintien.dispositif_id)
    maintien = prendre(maintien)
    _verifier(
        maintien.jeune,
        debut=maintien.debut,
        fin=valeurs.get("fin", maintien.fin),
        orientation=valeurs.get("orientation", maintien.orientation),
    )
    modifies = ecrire_valeurs(maintien, valeurs, version=version)
    if modifies:
        _tracer(acteur, "modifier_maintien", maintien, champs=",".join(modifies))
    return maintien


@transaction.atomic
def finir_maintien(acteur: Acteur, *, maintien: MaintienCreton, sortie_le: date, solution: str) -> MaintienCreton:
    """Say which solution was found, and when. The exit itself is the end of the accompaniment."""
    exiger(acteur, maintien.dispositif_id)
    maintien = prendre(maintien)
    if sortie_le < maintien.debut:
        raise ErreurParcours("La solution est avant le début du maintien. Vérifiez la date.", champ="sortie_le")
    if solution not in libelles("sorties", "solutions"):
        raise ErreurParcours("Choisissez une solution de la liste.", champ="solution")
    ecrire_valeurs(maintien, {"sortie_le": sortie_le, "solution": solution}, version=None)
    _tracer(acteur, "finir_maintien", maintien, sortie_le=sortie_le, solution=solution)
    return maintien


def _verifier(jeune: Jeune, *, debut: date, fin: date | None, orientation: str) -> None:
    if fin is not None and fin < debut:
        raise ErreurParcours("Le maintien finit avant de commencer. Vérifiez les deux dates.", champ="fin")
    if orientation not in libelles("sorties", "orientations"):
        raise ErreurParcours("Le maintien demande une orientation pour adultes déjà décidée.", champ="orientation")
    if jeune.naissance is None:
        raise ErreurParcours("La date de naissance manque : le maintien commence à 20 ans. Corrigez l'identité.")
    if age_le(jeune.naissance, debut) < AGE_DU_MAINTIEN:
        raise ErreurParcours(f"Le maintien commence à {AGE_DU_MAINTIEN} ans, pas avant.", champ="debut")


def _passer_la_phase(jeune: Jeune, dispositif_id: int, debut: date) -> None:
    accompagnements = Phase.objects.select_for_update().filter(
        jeune=jeune, dispositif_id=dispositif_id, type=TypePhase.ACCOMPAGNEMENT, debut__lte=debut, fin__isnull=True
    )
    phase = accompagnements.order_by("-debut").first()
    if phase is None:
        raise ErreurParcours("Aucun accompagnement n'est ouvert ce jour-là : le maintien le prolonge.", champ="debut")
    if phase.creton:
        return
    if phase.debut == debut:
        phase.creton = True
        phase.save(update_fields=["creton"])
        return
    phase.fin, phase.motif_sortie = veille(debut), libelle("sorties", "motifs", "RENOUVELLEMENT")
    phase.save(update_fields=["fin", "motif_sortie"])
    Phase.objects.create(
        jeune=jeune, dispositif_id=dispositif_id, type=TypePhase.ACCOMPAGNEMENT, debut=debut, creton=True
    )


def _tracer(acteur: Acteur, acte: str, maintien: MaintienCreton, **details: Any) -> None:
    tracer(acteur, acte, dispositif_id=maintien.dispositif_id, jeune=maintien.jeune, **details)
