"""The annual reports of the first dispositif: last year told whole, this year begun with its words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps

from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.temps import instant
from maillage.rapport_annuel import referentiels

AUTEUR = "Direction (démonstration)"
TEXTES = {
    "dispositif": "Le dispositif réunit l'accueil de jour, un petit internat et une équipe mobile. Cette année, l'antenne a changé de locaux : "
    "elle est maintenant à dix minutes à pied du collège.",
    "jeunes": "Les demandes arrivent plus tôt, souvent dès la maternelle. La plupart des sorties se font vers le milieu ordinaire, avec un suivi.",
    "activite": "L'accueil de nuit a fermé deux semaines pour travaux, ce qui explique l'écart du premier trimestre.",
    "souplesse": "Les cumuls de modalités durent en général un trimestre : le temps d'une rentrée, d'un stage ou d'un moment difficile à la maison.",
    "scolarite": "Deux enseignantes de l'unité externalisée partagent leurs séances avec les classes du collège.",
    "appui": "Les écoles demandent d'abord une rencontre d'information, puis une observation en classe. Les évaluations reçues sont bonnes.",
    "perspectives": "Ouvrir une seconde équipe mobile dans la vallée, si la convention avec la communauté de communes est signée.",
}
RELUES = ("dispositif", "jeunes")


def semer_rapports(reglages: Reglages) -> int:
    """Write both reports; return the number of rows."""
    dispositif = apps.get_model("structures.Dispositif")._default_manager.order_by("pk").first()
    annee = reglages.aujourd_hui.year
    lignes = _rapport(dispositif, annee - 1, dt.date(annee, 3, 12), repris=())
    return lignes + _rapport(dispositif, annee, reglages.aujourd_hui, repris=tuple(set(TEXTES) - set(RELUES)))


def _rapport(dispositif: Any, annee: int, le: dt.date, *, repris: tuple[str, ...]) -> int:
    rapports = apps.get_model("rapport_annuel.RapportAnnuel")._default_manager
    rapport = rapports.create(dispositif=dispositif, annee=annee, trame=referentiels.trame().version, ouvert_par=AUTEUR)
    modele = apps.get_model("rapport_annuel.TexteRubrique")
    textes = [
        modele(
            rapport=rapport,
            rubrique=code,
            texte=texte,
            repris=code in repris,
            ecrit_par=AUTEUR,
            ecrit_le=instant(le, 10 * 60) + "+00:00",
        )
        for code, texte in TEXTES.items()
    ]
    modele._default_manager.bulk_create(textes)
    return 1 + len(textes)
