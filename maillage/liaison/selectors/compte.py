"""The fiches as the count reads them (activity contract 2.2, rules R33 and R34). Not limited by a person: the caller holds the right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from maillage.liaison.domain.etats import EtatFiche
from maillage.liaison.models import EffetPeriode, FicheLiaison

ClePeriode = tuple[str, str, date]
"""Public identifier of the young person, modality, first day: one period (two of one modality never overlap)."""


def fiches_pour_le_compte(dispositif_id: int) -> list[dict[str, Any]]:
    """Table `fiche_liaison`: the sheets issued and not given up, in a fixed order (1 query)."""
    colonnes = {
        "fiche_id": "identifiant",
        "dispositif_id": "dispositif__code",
        "jeune_id": "jeune__identifiant",
        "emission": "emission",
        "signature": "signature",
        "nature": "nature",
        "reponse": "reponse",
        "date_reponse": "date_reponse",
        "retour_cdaph": "retour_cdaph",
    }
    emises = FicheLiaison.objects.filter(dispositif_id=dispositif_id, emission__isnull=False)
    lignes = emises.exclude(etat=EtatFiche.ANNULEE).order_by("pk").values_list(*colonnes.values())
    return [_sans_vide(dict(zip(colonnes, ligne, strict=True))) for ligne in lignes]


def fiches_des_periodes(dispositif_id: int) -> tuple[Mapping[ClePeriode, str], Mapping[ClePeriode, str]]:
    """Return which sheet opened, and which one closed, each modality period: two mappings (1 query). The smallest identifier wins."""
    ouvertes: dict[ClePeriode, str] = {}
    fermees: dict[ClePeriode, str] = {}
    effets = EffetPeriode.objects.filter(fiche__dispositif_id=dispositif_id).order_by("-fiche__identifiant")
    for jeune, modalite, debut, sens, fiche in effets.values_list(
        "periode__jeune__identifiant", "periode__modalite", "periode__debut", "sens", "fiche__identifiant"
    ):
        (ouvertes if sens == EffetPeriode.Sens.OUVRE else fermees)[jeune, modalite, debut] = fiche
    return ouvertes, fermees


def _sans_vide(ligne: dict[str, Any]) -> dict[str, Any]:
    return {nom: None if valeur == "" else valeur for nom, valeur in ligne.items()}
