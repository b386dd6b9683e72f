"""Rounds and sheets of transport as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from maillage.cartographie.models import PlanTournees
from maillage.cartographie.presentation.tournees import PlanLu
from maillage.cartographie.selectors.besoins import LigneBesoin
from maillage.socle.tableur import Cellule, Feuille

COLONNES = ("Véhicule", "Rang", "Heure", "Lieu", "Montent", "Descendent", "Km de la tournée", "Minutes", "Euros")
COLONNES_BESOINS = (
    "Jeune", "Pris à", "Transporté", "Fauteuil", "Accompagnateur", "Minutes à bord au plus", "Séparations",
)  # fmt: skip


def feuille_plan(plan: PlanTournees, lu: PlanLu) -> Feuille:
    """One row by stop; who is left, and where times come from, in the notes."""
    temps = plan.resultat["temps"]
    notes = [
        f"Plan n° {plan.pk} du {timezone.localdate(plan.demandee_le).isoformat()} pour le {plan.jour.isoformat()} ({plan.sens}).",
        f"Temps de trajet : {'estimation, sans moteur' if temps['estimation'] else temps['source']}.",
        f"Total : {lu.km} km, {lu.minutes} minutes, {lu.cout} euros, {lu.co2_kg:.1f} kg de CO2.",
        *(f"Sans tournée : {nom}, {regle}. {texte}" for nom, regle, texte in lu.non_servis),
    ]
    lignes: list[list[Cellule]] = [
        [
            t.vehicule,
            rang,
            arret.heure,
            arret.lieu,
            ", ".join(arret.montent),
            ", ".join(arret.descendent),
            t.km,
            t.minutes,
            round(t.cout, 2),
        ]
        for t in lu.tournees
        for rang, arret in enumerate(t.arrets, start=1)
    ]
    return Feuille("Tournées", COLONNES, lignes, notes)


def feuille_besoins(lignes: Iterable[LigneBesoin]) -> Feuille:
    """One row by young person."""
    return Feuille(
        "Besoins de transport",
        COLONNES_BESOINS,
        [
            [
                str(ligne.jeune),
                ligne.commune.nom if ligne.commune else "",
                ligne.transporte,
                bool(ligne.fiche and ligne.fiche.fauteuil),
                bool(ligne.fiche and ligne.fiche.accompagnateur),
                ligne.duree_max,
                ligne.separations,
            ]
            for ligne in lignes
        ],
    )
