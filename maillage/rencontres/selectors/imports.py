"""The imports of meetings of the last weeks, told by the journal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from maillage.rencontres.models import SeanceRencontre
from maillage.rencontres.permissions import anime
from maillage.rencontres.referentiels import reglages
from maillage.socle.acteur import Acteur
from maillage.socle.models import NatureTrace, Trace

ACTE_IMPORT = "rencontres.importer_rencontres"
"""Beyond that, a meeting is called off from its own page. Choice of the project."""


@dataclass(frozen=True)
class ImportFait:
    """One import: who wrote what, when; `restent`: how many of its dates still stand."""

    identifiant: str
    le: dt.datetime
    par: str
    ecrits: dict[str, Any]
    restent: int


def imports_faits(acteur: Acteur, *, identifiant: str = "") -> list[ImportFait]:
    """Return the last five imports (2 queries), or the one of that identifier; nothing for who does not run the meetings."""
    if not anime(acteur):
        return []
    depuis = timezone.now() - dt.timedelta(days=reglages(timezone.localdate()).annuler_import_jours)
    traces = Trace.objects.filter(nature=NatureTrace.ECRITURE, horodatage__gte=depuis, acte=ACTE_IMPORT)
    if identifiant:
        traces = traces.filter(objet=f"import:{identifiant}")
    lues = list(traces.order_by("-horodatage", "-pk")[:5])
    cles = [cle for trace in lues for cle in trace.details["seances"]]
    la = set(SeanceRencontre.objects.filter(identifiant__in=cles).values_list("identifiant", flat=True))
    return [
        ImportFait(
            trace.objet.removeprefix("import:"),
            trace.horodatage,
            trace.acteur_libelle,
            trace.details,
            len(la.intersection(trace.details["seances"])),
        )
        for trace in lues
    ]
