"""What trainings tell the bilan of the mission: computed figures, each with its definition and the list it counts."""

from __future__ import annotations

import datetime as dt

from maillage.formations.domain.vocabulaire import EtatBesoin
from maillage.formations.models import BesoinFormation
from maillage.formations.selectors.chiffres import compter
from maillage.socle.domain.bilan import ChiffreBilan

LIGNES = (
    (
        "sessions",
        "Sessions de formation",
        "sessions",
        "Sessions où au moins une personne a émargé dans la période.",
    ),
    (
        "jours",
        "Jours de formation",
        "jours",
        "Jours de chaque groupe où au moins une personne a émargé ; deux groupes le même jour comptent deux jours.",
    ),
    ("heures", "Heures de formation délivrées", "heures", "Durée de ces jours, pause du midi non comprise."),
    (
        "personnes",
        "Professionnels en formation",
        "personnes",
        "Personnes différentes qui ont émargé au moins une demi-journée ; deux homonymes comptent pour une.",
    ),
    ("heures_suivies", "Heures suivies", "heures", "Somme des heures émargées par chaque personne."),
    (
        "etablissements",
        "Établissements représentés",
        "établissements",
        "Dispositifs ou structures dont une personne au moins a émargé.",
    ),
)
"""What is counted (a field of ChiffresFormations), its label, its unit, its definition."""


def chiffres(*, debut: dt.date, fin: dt.date) -> list[ChiffreBilan]:
    """Return the figures of a period, both days included."""
    lus = compter(debut, fin, le=fin)
    lignes = [
        ChiffreBilan(f"formations.{code}", libelle, getattr(lus, code), unite, definition, "formations:sessions")
        for code, libelle, unite, definition in LIGNES
    ]
    return [*lignes, _besoins(debut, fin)]


def _besoins(debut: dt.date, fin: dt.date) -> ChiffreBilan:
    besoins = BesoinFormation.objects.filter(exprime_le__range=(debut, fin))
    repris = besoins.filter(etat=EtatBesoin.REPRIS).count()
    return ChiffreBilan(
        "formations.besoins",
        "Besoins de formation exprimés",
        besoins.count(),
        "besoins",
        f"Besoins dits par les dispositifs dans la période, dont {repris} repris par une session.",
        "formations:besoins",
    )
