"""Who read the file of a young person: every line of the journal, nothing hidden, in words.

Source: CNIL, délibération 2021-122 (journal of readings); RGPD art. 15. Professionals are named; another account of the family is said as
such, not by name: two parents may live apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, QuerySet

from maillage.comptes.droits import ROLES
from maillage.comptes.libelles import libelle_acte
from maillage.parcours.domain.lectures import SANS_COMPTE, dire_lecture
from maillage.socle.acteur import Acteur
from maillage.socle.models import NatureTrace, Trace

ROLES_DE_LA_FAMILLE = frozenset({"JEUNE", "FAMILLE"})
DE_LA_FAMILLE = {"JEUNE": "Le compte du jeune", "FAMILLE": "Un compte de la famille"}
SOI = "Ce compte"


@dataclass(frozen=True)
class Lecteur:
    """Someone who read the file, how many times, the first and the last."""

    nom: str
    fonction: str
    nombre: int
    premiere: datetime
    derniere: datetime


@dataclass(frozen=True)
class LectureDite:
    """One reading in words."""

    reference: int
    quand: datetime
    nom: str
    fonction: str
    acte: str


def lectures_du_dossier(acteur: Acteur, jeune_id: int) -> QuerySet[Trace]:
    """Return every reading of the file, latest first; none for a stranger."""
    if not acteur.qualites_pour(jeune_id):
        return Trace.objects.none()
    return Trace.objects.filter(jeune_id=jeune_id, nature=NatureTrace.LECTURE).order_by("-horodatage", "-pk")


def lecteurs(acteur: Acteur, jeune_id: int) -> list[Lecteur]:
    """Return the readers, the latest first (1 query): their numbers add up to the readings."""
    lignes = lectures_du_dossier(acteur, jeune_id).order_by().values("acteur_id", "acteur_libelle", "roles")
    comptees = lignes.annotate(nombre=Count("pk"), premiere=Min("horodatage"), derniere=Max("horodatage"))
    return [
        Lecteur(
            *qui(acteur, ligne["acteur_id"], ligne["acteur_libelle"], ligne["roles"]),
            ligne["nombre"],
            ligne["premiere"],
            ligne["derniere"],
        )
        for ligne in comptees.order_by("-derniere")
    ]


def dites(acteur: Acteur, lectures: list[Trace]) -> list[LectureDite]:
    """Return readings in words; no query but theirs."""
    return [
        LectureDite(
            t.pk,
            t.horodatage,
            *qui(acteur, t.acteur_id, t.acteur_libelle, t.roles),
            dire_lecture(t.acte, libelle_acte(t.acte)),
        )
        for t in lectures
    ]


def qui(acteur: Acteur, compte_id: int | None, libelle: str, roles: str) -> tuple[str, str]:
    """Return the name and the function of a reader as the family may know them."""
    codes = [code for code in roles.split(",") if code]
    if compte_id is not None and compte_id == acteur.identifiant:
        return SOI, ""
    famille = next((code for code in codes if code in ROLES_DE_LA_FAMILLE), None)
    if famille is not None:
        return DE_LA_FAMILLE[famille], ""
    noms = {**SANS_COMPTE, **{code: role.libelle for code, role in ROLES.items()}}
    return libelle, ", ".join(noms.get(code, code) for code in codes)
