"""Reads of the quarterly returns: lists, frozen results, what changed since."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from maillage.activite.domain.retour import TRANSMIS, Difference, differences
from maillage.activite.faits import dossier_compresse, lignes_du_dossier, tables_du_dispositif
from maillage.activite.models import RetourTrimestriel
from maillage.activite.selectors.periodes import periode_du_retour

LIBELLES_TABLES = {
    "absence": "les absences",
    "action_ar": "l'appui-ressource",
    "complexite": "les critères de complexité",
    "demande": "la liste d'attente",
    "dispositif": "le dispositif",
    "evenement": "les événements",
    "evenement_jeune": "les présences des jeunes",
    "evenement_pro": "les professionnels inscrits",
    "fiche_liaison": "les fiches de liaison",
    "jeune": "les jeunes",
    "modalite_periode": "les modalités",
    "ouverture": "le calendrier d'ouverture",
    "phase": "les phases",
    "places": "les places",
    "scolarite": "la scolarité",
    "territoire": "le territoire",
}
Lignes = Mapping[str, list[dict[str, str]]]


@dataclass(frozen=True)
class Ecart:
    """What differs between two states of the facts, and between the results counted on them.

    `faits`: number of rows added or removed, by table (a changed row counts once); `chiffres`: values that differ in `mesures`;
    `jeunes`: values that differ in the rows of the grid.
    """

    faits: dict[str, int]
    chiffres: tuple[Difference, ...]
    jeunes: tuple[Difference, ...]

    @property
    def total(self) -> int:
        return sum(self.faits.values())

    @property
    def faits_nommes(self) -> list[tuple[str, int]]:
        """The same numbers, tables named in French."""
        return [(LIBELLES_TABLES.get(table, table), nombre) for table, nombre in self.faits.items()]


def retours_du_dispositif(dispositif_id: int) -> QuerySet[RetourTrimestriel]:
    """Return every revision of every period, latest first, without the frozen bytes."""
    return RetourTrimestriel.objects.filter(dispositif_id=dispositif_id).defer("contenu", "faits")


def retour_du_dispositif(dispositif_id: int, periode: str, revision: int) -> RetourTrimestriel | None:
    """Return one revision, or None."""
    return RetourTrimestriel.objects.filter(dispositif_id=dispositif_id, periode=periode, revision=revision).first()


def retours_transmis(dispositifs: Collection[int] | None) -> QuerySet[RetourTrimestriel]:
    """Return the transmitted returns of these dispositifs (None: of all), for those who see aggregated measures only."""
    retours = RetourTrimestriel.objects.filter(etat=TRANSMIS).select_related("dispositif").defer("faits")
    return retours if dispositifs is None else retours.filter(dispositif_id__in=dispositifs)


def retours_de_la_periode(periode: str) -> QuerySet[RetourTrimestriel]:
    """Return every revision of a period, of every dispositif, oldest first, without the frozen bytes."""
    retours = RetourTrimestriel.objects.filter(periode=periode).defer("contenu", "faits")
    return retours.order_by("dispositif_id", "revision")


def periodes_des_retours() -> list[str]:
    """Return the labels of the periods that have a return, latest first."""
    return list(RetourTrimestriel.objects.order_by("-periode").values_list("periode", flat=True).distinct())


def contenus_figes(retours: Collection[int]) -> Iterator[tuple[int, bytes]]:
    """Yield (primary key, frozen bytes) of these returns, one at a time."""
    for pk, contenu in RetourTrimestriel.objects.filter(pk__in=retours).values_list("pk", "contenu").iterator():
        yield pk, bytes(contenu or b"")


def resultat_fige(retour: RetourTrimestriel) -> dict[str, Any] | None:
    """Return the frozen result, None for a draft."""
    return json.loads(bytes(retour.contenu)) if retour.contenu else None


def ecart_avec_les_faits(retour: RetourTrimestriel, resultat_courant: Mapping[str, Any]) -> Ecart:
    """Compare a frozen return with the facts and the result of now: its late changes."""
    tables = tables_du_dispositif(retour.dispositif_id, periode_du_retour(retour))
    return _ecart(
        lignes_du_dossier(bytes(retour.faits or b"")),
        lignes_du_dossier(dossier_compresse(tables)),
        resultat_fige(retour) or {},
        resultat_courant,
    )


def ecarts_entre(ancien: RetourTrimestriel, nouveau: RetourTrimestriel) -> Ecart:
    """Compare two frozen revisions."""
    return _ecart(
        lignes_du_dossier(bytes(ancien.faits or b"")),
        lignes_du_dossier(bytes(nouveau.faits or b"")),
        resultat_fige(ancien) or {},
        resultat_fige(nouveau) or {},
    )


def _ecart(avant: Lignes, apres: Lignes, resultat_avant: Mapping[str, Any], resultat_apres: Mapping[str, Any]) -> Ecart:
    faits = {table: _changements(avant.get(table, []), apres.get(table, [])) for table in sorted({*avant, *apres})}
    [dispositif_avant], [dispositif_apres] = resultat_avant["dispositifs"], resultat_apres["dispositifs"]
    return Ecart(
        faits={table: nombre for table, nombre in faits.items() if nombre},
        chiffres=tuple(differences(dispositif_avant["mesures"], dispositif_apres["mesures"])),
        jeunes=tuple(differences(dispositif_avant["jeunes"], dispositif_apres["jeunes"])),
    )


def _changements(avant: list[dict[str, str]], apres: list[dict[str, str]]) -> int:
    """A changed row leaves one version and brings another: the larger side counts it once."""
    lignes_avant = Counter(tuple(sorted(ligne.items())) for ligne in avant)
    lignes_apres = Counter(tuple(sorted(ligne.items())) for ligne in apres)
    return max((lignes_avant - lignes_apres).total(), (lignes_apres - lignes_avant).total())
