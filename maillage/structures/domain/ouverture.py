"""Opening calendar: the default of rule R14 (activity contract), its exceptions, and reading them back as periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from maillage.socle.domain.calendrier import UN_JOUR, est_ouvre, jours_entre

CRENEAUX_PAR_MODALITE: Mapping[str, tuple[str, ...]] = {
    "AJ": ("MATIN", "APRES_MIDI"),
    "AN": ("NUIT",),
    "PMO": ("MATIN", "APRES_MIDI"),
}
CleCreneau = tuple[str, date, str]
"""(modalité, date, créneau)"""


def ouvert_par_defaut(modalite: str, jour: date, creneau: str) -> bool:
    """R14 with `ouverture_defaut = "SEMAINE"`: half-days of open days; the night of D when D and D+1 are both open days."""
    if creneau not in CRENEAUX_PAR_MODALITE[modalite] or not est_ouvre(jour):
        return False
    return creneau != "NUIT" or est_ouvre(jour + UN_JOUR)


@dataclass(frozen=True)
class CalendrierOuverture:
    """Openings of one dispositif over some dates: the default of R14 corrected by `exceptions`."""

    exceptions: Mapping[CleCreneau, bool] = field(default_factory=dict)

    def est_ouvert(self, modalite: str, jour: date, creneau: str) -> bool:
        exception = self.exceptions.get((modalite, jour, creneau))
        return ouvert_par_defaut(modalite, jour, creneau) if exception is None else exception

    def etat_du_jour(self, modalite: str, jour: date) -> str:
        """Return OUVERT, FERME, or PARTIEL when some slots of the day only are open."""
        ouverts = [self.est_ouvert(modalite, jour, creneau) for creneau in CRENEAUX_PAR_MODALITE[modalite]]
        return "OUVERT" if all(ouverts) else "PARTIEL" if any(ouverts) else "FERME"

    def jours_ouverts(self, modalite: str, debut: date, fin: date) -> int:
        """Number of dates of [debut, fin] with at least one open slot."""
        return sum(self.etat_du_jour(modalite, jour) != "FERME" for jour in jours_entre(debut, fin))


def creneaux_a_changer(
    calendrier: CalendrierOuverture,
    *,
    debut: date,
    fin: date,
    modalites: Iterable[str],
    creneaux: Sequence[str],
    ouvert: bool,
) -> Iterator[CleCreneau]:
    """Yield the slots of [debut, fin] whose state differs from `ouvert`: only these need a row."""
    choix = [(m, c) for m in modalites for c in CRENEAUX_PAR_MODALITE[m] if not creneaux or c in creneaux]
    for jour in jours_entre(debut, fin):
        for modalite, creneau in choix:
            if calendrier.est_ouvert(modalite, jour, creneau) is not ouvert:
                yield modalite, jour, creneau


@dataclass(frozen=True)
class PeriodeException:
    """Exceptions of one motive, read back as one period."""

    debut: date
    fin: date
    ouvert: bool
    motif: str
    modalites: tuple[str, ...]
    actes: tuple[str, ...]


@dataclass(frozen=True, order=True)
class LigneException:
    """One exceptional slot, as stored."""

    date: date
    modalite: str
    creneau: str
    ouvert: bool
    motif: str
    acte: str


def periodes_d_exception(lignes: Iterable[LigneException], calendrier: CalendrierOuverture) -> list[PeriodeException]:
    """Group rows of one act and one direction into periods, days already closed by default bridging two rows; ascending."""
    par_acte: dict[tuple[str, bool, str], list[LigneException]] = {}
    for ligne in sorted(lignes):
        par_acte.setdefault((ligne.acte or ligne.motif, ligne.ouvert, ligne.motif), []).append(ligne)
    periodes = [periode for groupe in par_acte.values() for periode in _decouper(groupe, calendrier)]
    return sorted(periodes, key=lambda periode: (periode.debut, periode.fin, periode.motif))


def _decouper(lignes: Sequence[LigneException], calendrier: CalendrierOuverture) -> Iterator[PeriodeException]:
    groupe: list[LigneException] = []
    for ligne in lignes:
        if groupe and not _se_suivent(groupe[-1].date, ligne, calendrier):
            yield _periode(groupe)
            groupe = []
        groupe.append(ligne)
    yield _periode(groupe)


def _se_suivent(avant: date, ligne: LigneException, calendrier: CalendrierOuverture) -> bool:
    jours = jours_entre(avant + UN_JOUR, ligne.date - UN_JOUR)
    return all(calendrier.etat_du_jour(ligne.modalite, jour) == "FERME" for jour in jours)


def _periode(lignes: Sequence[LigneException]) -> PeriodeException:
    return PeriodeException(
        debut=lignes[0].date,
        fin=lignes[-1].date,
        ouvert=lignes[0].ouvert,
        motif=lignes[0].motif,
        modalites=tuple(sorted({ligne.modalite for ligne in lignes})),
        actes=tuple(sorted({ligne.acte for ligne in lignes if ligne.acte})),
    )
