"""The secondary passes of R43: a line never leaves one masked cell alone under a published total."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from maillage.pilotage.domain.tableau import Cle, Croisement, Ligne, Tableau


def masques_des_passes(tableau: Tableau, caches: Collection[Cle]) -> set[Cle]:
    """Cells that the passes add to `caches`, measure by measure."""
    ajouts: set[Cle] = set()
    for somme in tableau.sommes:
        masques = {croisement for code, croisement in caches if code == somme.code}
        valeurs = {croisement: tableau.pas[Cle(somme.code, croisement)] for croisement in tableau.croisements}
        nouveaux = _passer(tableau.lignes, valeurs, masques) - masques
        ajouts |= {Cle(somme.code, croisement) for croisement in nouveaux}
    return ajouts


def _passer(lignes: Iterable[Ligne], valeurs: dict[Croisement, int], masques: Iterable[Croisement]) -> set[Croisement]:
    """Run whole passes until one changes nothing; the masked cells at the end."""
    caches, avant = set(masques), -1
    while len(caches) != avant:
        avant = len(caches)
        for ligne in lignes:
            if ligne.total not in caches and sum(partie in caches for partie in ligne.parties) == 1:
                caches.add(_complement(ligne, valeurs, caches))
    return caches


def _complement(ligne: Ligne, valeurs: dict[Croisement, int], caches: Collection[Croisement]) -> Croisement:
    """The smallest other visible cell that is not zero (ties: region, then type), else the total."""
    candidats = [partie for partie in ligne.parties if partie not in caches and valeurs[partie]]
    return min(candidats, key=lambda croisement: (valeurs[croisement], croisement), default=ligne.total)
