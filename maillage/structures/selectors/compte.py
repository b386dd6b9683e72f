"""The offer as the input tables of the activity contract (section 2.2), rows as tuples in the order of the COLONNES_ constants."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from maillage.structures.models import Dispositif, ExceptionOuverture, Places
from maillage.structures.selectors.dispositifs import etablissements_du_dispositif

COLONNES_DISPOSITIF = (
    "dispositif_id",
    "type",
    "finess",
    "region",
    "departement",
    "ruleset_ids",
    "objectif_taux_aj",
    "objectif_taux_an",
)
COLONNES_TERRITOIRE = ("dispositif_id", "commune_insee")
COLONNES_PLACES = ("dispositif_id", "finess", "modalite", "n", "valid_from", "valid_to")
COLONNES_OUVERTURE = ("dispositif_id", "modalite", "date", "slot", "ouvert")

LigneDispositif = tuple[str, str, tuple[str, ...], str, str, tuple[str, ...], Decimal | None, Decimal | None]
LignePlaces = tuple[str, str, str, int, dt.date, dt.date | None]
LigneOuverture = tuple[str, str, dt.date, str, bool]


def dispositif_pour_le_compte(dispositif_id: int, debut: dt.date, fin: dt.date) -> list[LigneDispositif]:
    """Return the single row of table `dispositif` (two queries); `finess` lists the establishments attached on a day of [debut, fin]."""
    dispositif = Dispositif.objects.get(pk=dispositif_id)
    finess = {etablissement.finess for etablissement in etablissements_du_dispositif(dispositif_id, debut, fin)}
    return [
        (
            dispositif.code,
            dispositif.type,
            tuple(sorted(numero for numero in finess if numero)),
            dispositif.region,
            dispositif.departement,
            (),
            dispositif.objectif_taux_aj,
            dispositif.objectif_taux_an,
        )
    ]


def territoire_pour_le_compte(dispositif_id: int) -> list[tuple[str, str]]:
    """Return the rows of table `territoire` (one query)."""
    liens = Dispositif.communes.through.objects.filter(dispositif_id=dispositif_id)
    return list(liens.order_by("commune_id").values_list("dispositif__code", "commune_id"))


def places_pour_le_compte(dispositif_id: int) -> list[LignePlaces]:
    """Return the rows of table `places`, whatever their dates (one query); `finess` is empty for places of the whole."""
    lignes = Places.objects.filter(dispositif_id=dispositif_id).order_by("modalite", "debut", "pk")
    return [
        (code, finess or "", modalite, nombre, debut, fin)
        for code, finess, modalite, nombre, debut, fin in lignes.values_list(
            "dispositif__code", "etablissement__finess", "modalite", "nombre", "debut", "fin"
        )
    ]


def ouvertures_pour_le_compte(dispositif_id: int, debut: dt.date, fin: dt.date) -> list[LigneOuverture]:
    """Return the rows of table `ouverture` dated in [debut, fin] (one query): exceptions only, the rest follows R14.

    Ask for one day more on each side when nights at the edge of a period matter.
    """
    lignes = ExceptionOuverture.objects.filter(dispositif_id=dispositif_id, date__range=(debut, fin))
    return list(
        lignes.order_by("date", "modalite", "creneau").values_list(
            "dispositif__code", "modalite", "date", "creneau", "ouvert"
        )
    )
