"""Reads of the shared kernel."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q, QuerySet

from maillage.socle.acteur import Acteur
from maillage.socle.models import NatureTrace, Trace, VersionFaits

TRIS_JOURNAL = {
    "quand": ("horodatage", "pk"),
    "-quand": ("-horodatage", "-pk"),
    "qui": ("acteur_libelle", "-horodatage", "-pk"),
    "-qui": ("-acteur_libelle", "-horodatage", "-pk"),
    "acte": ("acte", "-horodatage", "-pk"),
    "-acte": ("-acte", "-horodatage", "-pk"),
}
TRI_PAR_DEFAUT = "-quand"


def version_des_faits(dispositif_id: int) -> int:
    """Return the version number of the facts of a dispositif (0 when nothing was ever written)."""
    return VersionFaits.objects.filter(pk=dispositif_id).values_list("numero", flat=True).first() or 0


@dataclass(frozen=True)
class FiltreJournal:
    """What is looked for in the journal; an empty value filters nothing. Dates are civil days, both included."""

    qui: str = ""
    acte: str = ""
    nature: str = ""
    dispositif_id: int | None = None
    jeune_id: int | None = None
    debut: dt.date | None = None
    fin: dt.date | None = None

    def condition(self) -> Q:
        """Return the filter as a condition on traces."""
        valeurs = {
            "acteur_libelle__icontains": self.qui,
            "acte__icontains": self.acte.strip().replace(" ", "_"),
            "nature": self.nature,
            "dispositif_id": self.dispositif_id,
            "jeune_id": self.jeune_id,
            "horodatage__date__gte": self.debut,
            "horodatage__date__lte": self.fin,
        }
        return Q(**{champ: valeur for champ, valeur in valeurs.items() if valeur not in ("", None)})


def journal(acteur: Acteur, filtre: FiltreJournal, *, tri: str = TRI_PAR_DEFAUT) -> QuerySet[Trace]:
    """Return the lines of the journal that the person may read, in the dispositifs where the section « journal » is open to them."""
    return (
        _traces_visibles(acteur)
        .filter(filtre.condition())
        .order_by(*TRIS_JOURNAL.get(tri, TRIS_JOURNAL[TRI_PAR_DEFAUT]))
    )


def lectures_du_jeune(acteur: Acteur, jeune_id: int) -> QuerySet[Trace]:
    """Return who opened the file of a young person, and when, latest first, in the person's scope."""
    return _traces_visibles(acteur).filter(jeune_id=jeune_id, nature=NatureTrace.LECTURE).order_by("-horodatage", "-pk")


def lecteurs_du_jeune(acteur: Acteur, jeune_id: int) -> list[dict[str, object]]:
    """Return one line per reader: acteur_libelle, roles, nombre, premiere and derniere reading."""
    lignes = lectures_du_jeune(acteur, jeune_id).order_by().values("acteur_id", "acteur_libelle", "roles")
    resume = lignes.annotate(nombre=Count("pk"), premiere=Min("horodatage"), derniere=Max("horodatage"))
    return [dict(ligne) for ligne in resume.order_by("-derniere")]


def _traces_visibles(acteur: Acteur) -> QuerySet[Trace]:
    dispositifs = acteur.dispositifs("journal")
    return Trace.objects.all() if dispositifs is None else Trace.objects.filter(dispositif_id__in=dispositifs)
