"""Plans kept, two plans side by side and invoices, as pages and files read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from maillage.cartographie.models import PlanTournees
from maillage.cartographie.presentation.tournees import heure_dite
from maillage.cartographie.selectors.factures import RapprochementFacture
from maillage.cartographie.selectors.plans_gardes import LigneComparee, LignePlan
from maillage.cartographie.tournees.domain.difference import PlaceDansUnPlan
from maillage.socle.domain.typographie import ecrire_date_annee, ecrire_duree, ecrire_nombre
from maillage.socle.tableur import Cellule, Feuille

COLONNES_PLANS = (
    "Plan", "Jour", "Sens", "Semaine type", "Retenu", "État", "Jeunes transportés", "Sans tournée", "Véhicules", "Km",
    "Minutes de conduite", "Euros", "Minutes à bord au plus", "Demandé le", "Demandé par",
)  # fmt: skip
COLONNES_FACTURES = (
    "Transporteur", "Numéro", "Du", "Au", "Montant facturé", "Coût calculé", "Écart en euros", "Km facturés",
    "Km calculés", "Plans", "Saisie par",
)  # fmt: skip
ABSENT = "n'y est pas"


def nommer(plan: PlanTournees) -> str:
    """« Lundi 3 mars 2025, aller, le matin » or the weekday of a typical week."""
    type_ = "semaine type, " if plan.semaine_type else ""
    return f"{type_}{ecrire_date_annee(plan.jour)}, {plan.get_sens_display().lower()}"


def feuille_plans(lignes: Iterable[LignePlan]) -> Feuille:
    """One row by plan; nobody is named."""
    return Feuille("Plans de tournées", COLONNES_PLANS, [_plan(ligne) for ligne in lignes])


def _plan(ligne: LignePlan) -> list[Cellule]:
    plan, resultat = ligne.plan, ligne.plan.resultat
    return [
        plan.pk,
        plan.jour,
        plan.get_sens_display(),
        plan.semaine_type,
        plan.retenu_le is not None,
        plan.get_etat_display(),
        ligne.jeunes,
        ligne.non_servis,
        ligne.vehicules,
        resultat.get("km"),
        resultat.get("minutes"),
        resultat.get("cout"),
        round(ligne.plus_long, 1),
        timezone.localdate(plan.demandee_le),
        plan.demandee_par,
    ]


def mesures_comparees(avant: PlanTournees, apres: PlanTournees) -> list[tuple[str, str, str, str]]:
    """Label, each plan, the difference."""
    ici, la = (_mesures(plan.resultat) for plan in (avant, apres))
    return [
        (libelle, _dire(ici[libelle], decimales), _dire(la[libelle], decimales), _ecart(la[libelle] - ici[libelle], decimales))
        for libelle, decimales in MESURES.items()
    ]  # fmt: skip


MESURES = {
    "Jeunes transportés": 0,
    "Jeunes sans tournée": 0,
    "Véhicules": 0,
    "Kilomètres": 1,
    "Minutes de conduite": 0,
    "Euros": 2,
    "Euros par jeune": 2,
    "Minutes à bord au plus": 0,
}
"""Label and decimals of what two plans are compared on."""


def _mesures(resultat: Mapping[str, Any]) -> dict[str, float]:
    a_bord = resultat.get("temps_a_bord", {})
    valeurs = (
        len(a_bord),
        len(resultat.get("non_servis", ())),
        len(resultat.get("tournees", ())),
        resultat.get("km", 0),
        resultat.get("minutes", 0),
        resultat.get("cout", 0),
        resultat.get("cout", 0) / len(a_bord) if a_bord else 0,
        max(a_bord.values(), default=0),
    )
    return dict(zip(MESURES, valeurs, strict=True))


def _dire(valeur: float, decimales: int) -> str:
    return ecrire_nombre(valeur, decimales)


def _ecart(valeur: float, decimales: int) -> str:
    rond = round(valeur, decimales)
    return f"+{ecrire_nombre(rond, decimales)}" if rond > 0 else ecrire_nombre(rond, decimales)


def dire_place(place: PlaceDansUnPlan | None, minutes: float | None) -> str:
    if place is None:
        return ABSENT
    duree = "" if minutes is None else f", {ecrire_duree(minutes)} à bord"
    return f"{place.vehicule}, {heure_dite(place.heure)}{duree}"


def lignes_dites(lignes: Sequence[LigneComparee], noms: Mapping[str, str]) -> list[tuple[str, str, str, str]]:
    """Name, place in each plan, minutes more or less; the largest change first."""
    rangees = sorted(lignes, key=lambda li: (-abs(li.ecart or 0), noms.get(li.identifiant, "")))
    return [
        (
            noms.get(ligne.identifiant, "un jeune qui n'est plus connu ici"),
            dire_place(ligne.avant, ligne.minutes_avant),
            dire_place(ligne.apres, ligne.minutes_apres),
            "–" if ligne.ecart is None else f"{_ecart(ligne.ecart, 0)} min",
        )
        for ligne in rangees
    ]


def feuille_comparaison(
    plans: Sequence[PlanTournees], mesures: Sequence[tuple[str, ...]], lignes: Sequence[tuple[str, ...]]
) -> Feuille:
    """Measures first, then one row by young person."""
    entetes = ("Mesure ou jeune", *(f"Plan n° {plan.pk}, {nommer(plan)}" for plan in plans), "Écart")
    corps: list[list[Cellule]] = [list(ligne) for ligne in (*mesures, *lignes)]
    return Feuille("Deux plans comparés", entetes, corps)


def feuille_factures(lignes: Iterable[RapprochementFacture]) -> Feuille:
    """One row by invoice."""
    corps: list[list[Cellule]] = [
        [
            lue.facture.transporteur,
            lue.facture.reference,
            lue.facture.debut,
            lue.facture.fin,
            lue.facture.montant,
            lue.cout,
            round(lue.ecart, 2),
            lue.facture.km,
            lue.km,
            len(lue.plans),
            lue.facture.saisie_par,
        ]
        for lue in lignes
    ]
    notes = ["Coût et kilomètres calculés : les plans retenus de ces jours, à défaut les derniers calculés."]
    return Feuille("Factures de transport", COLONNES_FACTURES, corps, notes)


def feuille_facture(lue: RapprochementFacture) -> Feuille:
    """One row by day and direction of one invoice."""
    colonnes = ("Jour", "Sens", "Jeunes attendus", "Plan", "Retenu", "Km", "Euros")
    corps: list[list[Cellule]] = []
    for jour in lue.jours:
        plan = jour.plan
        calcule: list[Cellule] = [None, None, None, None]
        if plan is not None:
            calcule = [plan.pk, plan.retenu_le is not None, plan.resultat.get("km"), plan.resultat.get("cout")]
        corps.append([jour.jour, jour.sens, jour.attendus, *calcule])
    notes = [
        f"{lue.facture} : {lue.facture.montant} euros facturés, {lue.cout} euros calculés, écart de {lue.ecart:.2f} euros.",
        f"{len(lue.sans_plan)} trajets de ces jours n'ont pas de plan : leur coût n'est pas compté.",
    ]
    return Feuille("Facture de transport", colonnes, corps, notes)
