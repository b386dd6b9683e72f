"""The paths of a dispositif, for those who take them elsewhere (FHIR, full export): plain rows, one query a kind.

Rights are checked by the caller, on the sections « identite » and « parcours ».
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from maillage.parcours.models import Complexite, Jeune, PeriodeModalite, Phase, Scolarite
from maillage.parcours.selectors.connus import connus_du_dispositif

Ligne = dict[str, Any]
DATES = ("debut", "fin")
IDENTITE = ("pk", "identifiant", "nom", "prenom", "naissance", "sexe", "commune_id")


def parcours_a_echanger(dispositif_id: int, *, jeune_id: int | None = None) -> dict[str, list[Ligne]]:
    """Return the rows `jeune`, `phase`, `periode`, `complexite`, `scolarite` of the young people known of a dispositif (5 queries)."""
    jeunes = connus_du_dispositif(dispositif_id)
    if jeune_id is not None:
        jeunes = jeunes.filter(pk=jeune_id)

    def lignes(faits: QuerySet[Any], *champs: str) -> list[Ligne]:
        return list(faits.order_by("jeune__identifiant", "debut", "pk").values("jeune__identifiant", *champs, *DATES))

    def d_ici(modele: Any) -> QuerySet[Any]:
        faits: QuerySet[Any] = modele.objects.filter(dispositif_id=dispositif_id, jeune__in=jeunes.values("pk"))
        return faits

    return {
        "jeune": [dict(ligne) for ligne in jeunes.order_by("identifiant").values(*IDENTITE)],
        "phase": lignes(d_ici(Phase), "identifiant", "type", "motif_sortie", "destination", "creton"),
        "periode": lignes(d_ici(PeriodeModalite), "modalite", "lieu"),
        "complexite": lignes(d_ici(Complexite), "critere"),
        "scolarite": lignes(Scolarite.objects.filter(jeune__in=jeunes.values("pk")), "code", "etablissement", "uai"),
    }


def jeunes_par_identifiant(identifiants: list[str]) -> dict[str, Jeune]:
    """Return the young people of these identifiers (1 query); for reconciliation, by services that hold the right."""
    return {jeune.identifiant: jeune for jeune in Jeune.objects.filter(identifiant__in=identifiants)}
