"""What technical support tells the bilan of the mission: computed figures, each with its definition and the list it counts."""

from __future__ import annotations

import datetime as dt

from maillage.socle.domain.bilan import ChiffreBilan
from maillage.socle.domain.typographie import ecrire_nombre
from maillage.soutien.selectors.chiffres import ChiffresSoutien, compter

LIGNES = (
    ("demandes", "Demandes de soutien technique", "demandes", "demandes"),
    ("dispositifs", "Dispositifs soutenus", "dispositifs", "historiques"),
    ("visites", "Visites tenues", "visites", "visites"),
    ("km", "Kilomètres parcourus", "kilomètres", "visites"),
    ("situations", "Situations analysées", "situations", "situations"),
    ("recommandations", "Recommandations proposées", "recommandations", "recommandations"),
)
"""What is counted (a field of ChiffresSoutien), its label, its unit, the page that lists it."""


def chiffres(*, debut: dt.date, fin: dt.date) -> list[ChiffreBilan]:
    """Return the figures of a period, both days included."""
    lus = compter(debut, fin)
    definitions = _definitions(lus)
    return [
        ChiffreBilan(f"soutien.{code}", libelle, getattr(lus, code), unite, definitions[code], f"soutien:{page}")
        for code, libelle, unite, page in LIGNES
    ]


def _definitions(lus: ChiffresSoutien) -> dict[str, str]:
    return {
        "demandes": "Demandes reçues dans la période, quel que soit leur état aujourd'hui.",
        "dispositifs": "Dispositifs qui ont fait une demande, ou reçu une visite tenue, dans la période.",
        "visites": f"Visites tenues dans la période, dont {lus.a_distance} à distance ; ni prévues, ni annulées.",
        "km": f"Allers et retours des visites tenues ; {ecrire_nombre(lus.km_estimes)} sont estimés à partir des communes, les autres relevés.",
        "situations": "Situations complexes analysées avec les équipes dans la période, sans nom.",
        "recommandations": f"Recommandations proposées dans la période, dont {lus.suivies} faites aujourd'hui.",
    }
