"""What the writings share: the locked row, the version, the journal."""

from __future__ import annotations

from typing import Any

from maillage.cpom.domain.erreurs import ConflitCpom, ErreurCpom
from maillage.cpom.models import FicheAction, IndicateurCpom
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser


def fiche_verrouillee(dispositif_id: int, identifiant: str, *, version: int | None = None) -> FicheAction:
    """Return a sheet locked for writing; raise ConflitCpom when `version` is not the stored one."""
    fiche = FicheAction.objects.select_for_update(of=("self",)).select_related("cpom")
    lue = fiche.filter(dispositif_id=dispositif_id, identifiant=identifiant).first()
    if lue is None:
        raise ErreurCpom("Cette fiche n'existe plus.")
    if version is not None and version != lue.version:
        raise ConflitCpom(lue.modifiee_par)
    return lue


def indicateur_verrouille(dispositif_id: int, identifiant: str, *, version: int | None = None) -> IndicateurCpom:
    """Return an indicator locked for writing; raise ConflitCpom when `version` is not the stored one."""
    indicateurs = IndicateurCpom.objects.select_for_update(of=("self",)).select_related("fiche__cpom")
    lu = indicateurs.filter(fiche__dispositif_id=dispositif_id, identifiant=identifiant).first()
    if lu is None:
        raise ErreurCpom("Cet indicateur n'existe plus.")
    if version is not None and version != lu.version:
        raise ConflitCpom(lu.modifie_par)
    return lu


def tracer(acteur: Acteur, acte: str, fiche: FicheAction, **details: Any) -> None:
    """Journal an act on a sheet; `details` holds codes and years, never what was written."""
    journaliser(
        acteur,
        f"cpom.{acte}",
        objet=f"fiche:{fiche.identifiant}",
        dispositif_id=fiche.dispositif_id,
        details=details,
    )
