"""The facts of a dispositif on a day, read live where each is kept: prerequisites and figures start from here. Counts only, never a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from maillage.activite import selectors as activite
from maillage.appui_ressource.selectors.actions import actions_visibles
from maillage.reconnaissance import referentiels
from maillage.reconnaissance.domain.prerequis import FaitsReconnaissance, Prerequis, examiner
from maillage.reconnaissance.models import DossierReconnaissance, RedactionSection
from maillage.reconnaissance.selectors.modalites import modalites_par_convention
from maillage.socle.acteur import ActeurSysteme
from maillage.structures import selectors as structures

UN_AN = dt.timedelta(days=365)
LECTEUR = ActeurSysteme("reconnaissance")
"""Reads counts of contexts that the person may not open one by one: nothing of them but a number is kept."""
UNITES_SCOLAIRES = ("UEE", "UEMA", "UEEA", "DAR")
COORDINATION = "COORDONNATEUR"


@dataclass(frozen=True)
class DonneesDispositif:
    """What the offer, the activity and the support say of a dispositif on a day."""

    organismes: list[tuple[int, str]]
    etablissements: list[Any]
    communes: list[str]
    places: dict[str, int]
    professionnels: int
    coordonnateurs: int
    unites_scolaires: list[Any]
    partenaires: list[Any]
    actions: int
    retour: Any


def lire_donnees(dispositif: Any, *, le: dt.date) -> DonneesDispositif:
    """Read everything a dossier takes from live data, in a constant number of queries (10)."""
    pk = dispositif.pk
    metiers = list(structures.professionnels_du_dispositif(pk, le).values_list("metier", flat=True))
    ouvertes = [
        unite
        for unite in structures.unites_du_dispositif(pk).filter(nature__in=UNITES_SCOLAIRES)
        if unite.fermee_le is None or unite.fermee_le >= le
    ]
    return DonneesDispositif(
        organismes=list(dispositif.organismes.order_by("nom", "pk").values_list("pk", "nom")),
        etablissements=structures.etablissements_du_dispositif(pk, le, le),
        communes=list(dispositif.communes.order_by("nom", "pk").values_list("nom", flat=True)),
        places=structures.places_du_jour(pk, le),
        professionnels=len(metiers),
        coordonnateurs=metiers.count(COORDINATION),
        unites_scolaires=ouvertes,
        partenaires=list(structures.partenaires_du_dispositif(pk)),
        actions=_actions(pk, le),
        retour=activite.retours_transmis([pk]).order_by("-periode", "-revision").first(),
    )


def _actions(dispositif_id: int, le: dt.date) -> int:
    depuis = le - UN_AN
    seules = Q(evenement__isnull=True, jour__gt=depuis, jour__lte=le)
    agenda = Q(evenement__statut="REALISE", evenement__debut__date__gt=depuis, evenement__debut__date__lte=le)
    return actions_visibles(LECTEUR, dispositif_id).filter(seules | agenda).count()


def faits_de(
    dispositif: Any, dossier: DossierReconnaissance | None, donnees: DonneesDispositif, *, le: dt.date
) -> FaitsReconnaissance:
    """Return what the prerequisites read: the data, the attachments and the sections already written."""
    genres = [referentiels.genres_de_pieces()[code] for code in _genres_joints(dossier)]
    conventions = modalites_par_convention(dispositif.pk, le=le)
    return FaitsReconnaissance(
        montage=dispositif.montage,
        organismes=len(donnees.organismes),
        accord_partenarial=any(genre.accord for genre in genres),
        propres=frozenset(code for code, nombre in donnees.places.items() if nombre),
        conventionnees=conventions | {genre.modalite for genre in genres if genre.modalite},
        finess=sum(1 for etablissement in donnees.etablissements if etablissement.finess),
        coordonnateurs=donnees.coordonnateurs,
        communes=len(donnees.communes),
        actions_appui=donnees.actions,
        redigees=frozenset(code for code, redaction in redactions_de(dossier).items() if redaction.texte.strip()),
    )


def prerequis_du_dispositif(
    dispositif: Any, dossier: DossierReconnaissance | None, donnees: DonneesDispositif, *, le: dt.date
) -> tuple[Prerequis, ...]:
    """Return the prerequisites as they are on that day."""
    return examiner(referentiels.regles_prerequis(), faits_de(dispositif, dossier, donnees, le=le))


def _genres_joints(dossier: DossierReconnaissance | None) -> set[str]:
    if dossier is None:
        return set()
    joints = dossier.pieces.filter(retiree_le__isnull=True).order_by().values_list("genre", flat=True)
    return set(joints) & referentiels.genres_de_pieces().keys()


def redactions_de(dossier: DossierReconnaissance | None) -> dict[str, RedactionSection]:
    """Return the current writing of each section that has one, by code (1 query)."""
    if dossier is None:
        return {}
    lues: dict[str, RedactionSection] = {}
    for redaction in dossier.redactions.order_by("code", "numero"):
        lues[redaction.code] = redaction
    return lues
