"""The reasons of absence that forms offer: those of the establishment, then the national ones."""

from __future__ import annotations

from maillage.agenda.models import MotifLocal
from maillage.agenda.selectors.reglages import reglages_a_choisir
from maillage.socle.vocabulaire import MotifAbsence

PREFIXE = "local:"


def motifs_proposes(dispositif_id: int) -> list[tuple[str, str]]:
    """Return (value, label) of every reason that can be chosen (1 query)."""
    locaux = reglages_a_choisir(MotifLocal, dispositif_id)
    return [*((f"{PREFIXE}{motif.pk}", str(motif)) for motif in locaux), *MotifAbsence.choices]


def lire_motif(dispositif_id: int, mot: str) -> tuple[str, int | None]:
    """Return the national code and the key of the local reason that a value names; the value itself when it is no local reason."""
    if not mot.startswith(PREFIXE):
        return mot, None
    cle = mot.removeprefix(PREFIXE)
    local = MotifLocal.objects.filter(dispositif_id=dispositif_id, pk=cle).first() if cle.isdecimal() else None
    return (local.motif, local.pk) if local else (mot, None)
