"""A change of modality as wished on the ribbon: which periods move or open, checked, and written for the fiche de liaison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.intervalles import Intervalle, premier_chevauchement, refus_de_chevauchement


@dataclass(frozen=True)
class PeriodeVoulue:
    """A period as it is, or as someone wishes it; `cle` is that of the stored period, empty for a new one."""

    modalite: str
    libelle: str
    lieu: str
    debut: date
    fin: date | None = None
    cle: str = ""

    @property
    def intervalle(self) -> Intervalle:
        return Intervalle(self.debut, self.fin, self.libelle)

    def en_parametre(self) -> str:
        """« AJ:INTRA:2025-09-01:2026-08-31 », the end empty when the period stays open: what `liaison:preparer` reads."""
        fin = self.fin.isoformat() if self.fin else ""
        return f"{self.modalite}:{self.lieu}:{self.debut.isoformat()}:{fin}"


def changements_voulus(
    actuelles: Iterable[PeriodeVoulue], voulues: Sequence[PeriodeVoulue]
) -> tuple[PeriodeVoulue, ...]:
    """Return the wished periods that differ from those in place, checked against all of them.

    Raises ErreurParcours: an end before a start, two periods of one modality on a day (both are said), nothing changed.
    """
    en_place = {periode.cle: periode for periode in actuelles}
    for voulue in voulues:
        if voulue.fin is not None and voulue.fin < voulue.debut:
            raise ErreurParcours(
                f"{voulue.libelle} : le dernier jour est avant le premier. Vérifiez la date.", champ=_champ(voulue)
            )
    restantes = [periode for cle, periode in en_place.items() if cle not in {voulue.cle for voulue in voulues}]
    for rang, voulue in enumerate(voulues):
        autres = [*restantes, *voulues[:rang]]
        memes = [autre.intervalle for autre in autres if autre.modalite == voulue.modalite]
        if autre := premier_chevauchement(voulue.intervalle, memes):
            raise ErreurParcours(refus_de_chevauchement(voulue.intervalle, autre), champ=_champ(voulue))
    changees = tuple(voulue for voulue in voulues if en_place.get(voulue.cle) != voulue)
    if not changees:
        raise ErreurParcours("Rien ne change pour l'instant : déplacez une date, ou ouvrez une modalité.")
    return changees


def _champ(periode: PeriodeVoulue) -> str:
    return f"fin_{periode.cle}" if periode.cle else f"debut_{periode.modalite}"
