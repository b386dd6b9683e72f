"""Phases: where a young person stands with the dispositif."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.intervalles import Intervalle, premier_chevauchement, refus_de_chevauchement
from maillage.parcours.models import Jeune, PeriodeModalite, Phase
from maillage.parcours.services.ecriture import exiger, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.vocabulaire import TypePhase


def intervalle_de_phase(phase: Phase) -> Intervalle:
    return Intervalle(phase.debut, phase.fin, phase.get_type_display())


@transaction.atomic
def ouvrir_phase(
    acteur: Acteur, *, jeune: Jeune, dispositif_id: int, type_phase: str, debut: date, creton: bool = False
) -> Phase:
    """Open a phase; two phases of one type may not overlap in one dispositif (other types may: R7 orders them).

    `creton` only stands for ACCOMPAGNEMENT. Raises ErreurParcours, PermissionDenied.
    """
    exiger(acteur, dispositif_id)
    if creton and type_phase != TypePhase.ACCOMPAGNEMENT:
        raise ErreurParcours("Le maintien Creton concerne un accompagnement.", champ="creton")
    nouveau = Intervalle(debut, None, str(TypePhase(type_phase).label))
    memes = Phase.objects.select_for_update().filter(jeune=jeune, dispositif_id=dispositif_id, type=type_phase)
    if autre := premier_chevauchement(nouveau, [intervalle_de_phase(phase) for phase in memes]):
        raise ErreurParcours(refus_de_chevauchement(nouveau, autre), champ="debut")
    phase = Phase.objects.create(jeune=jeune, dispositif_id=dispositif_id, type=type_phase, debut=debut, creton=creton)
    tracer(acteur, "ouvrir_phase", dispositif_id=dispositif_id, jeune=jeune, type=type_phase, debut=debut)
    return phase


@transaction.atomic
def clore_phase(acteur: Acteur, *, phase: Phase, fin: date, motif: str = "", destination: str = "") -> Phase:
    """Close a phase on its last day. Closing an ACCOMPAGNEMENT closes the modality periods still open that day."""
    exiger(acteur, phase.dispositif_id)
    if fin < phase.debut:
        raise ErreurParcours("Le dernier jour est avant le premier. Vérifiez la date.", champ="fin")
    phase.fin, phase.motif_sortie, phase.destination = fin, motif, destination
    phase.save(update_fields=["fin", "motif_sortie", "destination"])
    if phase.type == TypePhase.ACCOMPAGNEMENT:
        _clore_modalites_ouvertes(phase, fin)
    tracer(acteur, "clore_phase", dispositif_id=phase.dispositif_id, jeune=phase.jeune, type=phase.type, fin=fin)
    return phase


def _clore_modalites_ouvertes(phase: Phase, fin: date) -> None:
    """Periods planned to begin later are not touched: another stay may hold them."""
    PeriodeModalite.objects.filter(
        jeune_id=phase.jeune_id, dispositif_id=phase.dispositif_id, fin__isnull=True, debut__lte=fin
    ).update(fin=fin)
