"""The editorial path of a sheet, as a table: what may follow what, and who does it.

Source: issue of the library; author and reviewer distinct is the rule of any editorial board (convention de Maillage).
"""

from __future__ import annotations

from maillage.bibliotheque.domain.vocabulaire import EtatEditorial, EtatVersion

PASSAGES: dict[EtatEditorial, frozenset[EtatEditorial]] = {
    EtatEditorial.BROUILLON: frozenset({EtatEditorial.RELECTURE}),
    EtatEditorial.RELECTURE: frozenset({EtatEditorial.BROUILLON, EtatEditorial.PUBLIEE}),
    EtatEditorial.PUBLIEE: frozenset({EtatEditorial.A_REVOIR, EtatEditorial.ARCHIVEE}),
    EtatEditorial.A_REVOIR: frozenset({EtatEditorial.PUBLIEE, EtatEditorial.ARCHIVEE}),
    EtatEditorial.ARCHIVEE: frozenset({EtatEditorial.A_REVOIR}),
}


def passage_permis(avant: str, apres: str) -> bool:
    """Tell whether a sheet may go from one state to the other; staying where it is (a new version of a published sheet) may."""
    return EtatEditorial(apres) in PASSAGES[EtatEditorial(avant)] or (
        avant == apres and avant in {EtatEditorial.PUBLIEE, EtatEditorial.A_REVOIR}
    )


def etat_avec_version(etat: str, version: str) -> EtatEditorial:
    """Return the state of a sheet once its working version reaches a state: before the first publication both go together."""
    if version == EtatVersion.PUBLIEE:
        return EtatEditorial.PUBLIEE
    if etat in {EtatEditorial.BROUILLON, EtatEditorial.RELECTURE}:
        return EtatEditorial(version)
    return EtatEditorial(etat)
