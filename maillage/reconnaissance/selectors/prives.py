"""What examiners keep for themselves: notes and opinions. Nothing is given to anyone without the right of instruction."""

from __future__ import annotations

from django.db.models import QuerySet

from maillage.reconnaissance.models import AvisExpert, NoteInstruction
from maillage.reconnaissance.permissions import INSTRUCTION
from maillage.socle.acteur import Acteur


def notes_d_instruction(acteur: Acteur, dispositif_id: int) -> QuerySet[NoteInstruction]:
    """Return the private notes; none for whoever does not examine."""
    if not acteur.peut(INSTRUCTION, dispositif_id=dispositif_id):
        return NoteInstruction.objects.none()
    return NoteInstruction.objects.filter(dossier__dispositif_id=dispositif_id)


def avis_d_experts(acteur: Acteur, dispositif_id: int) -> QuerySet[AvisExpert]:
    """Return the opinions asked; none for whoever does not examine."""
    if not acteur.peut(INSTRUCTION, dispositif_id=dispositif_id):
        return AvisExpert.objects.none()
    return AvisExpert.objects.filter(dossier__dispositif_id=dispositif_id)
