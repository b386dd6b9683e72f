"""Transport of the demonstration: sheets, separations, prices of one establishment, rounds of the week, scenarios of an antenne."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError

from maillage.cartographie.selectors.transport import LectureTransport, lire_transport
from maillage.cartographie.services.antennes import DemandeScenario, calculer_scenario, demander_scenario
from maillage.cartographie.services.comparaison import comparer_a_l_agenda
from maillage.cartographie.services.factures import ecrire_facture
from maillage.cartographie.services.tournees import DemandePlan, calculer_plan, demander_plan, retenir_plan
from maillage.portail.demonstration.reglages import Reglages
from maillage.socle.acteur import Acteur
from maillage.socle.domain.calendrier import semaine_de

TRANSPORTES_MAX = 12
DISPOSITIFS_PLANIFIES = 2
JOURS_OUVRES = 5
JOURS_FACTURES = 3
SECONDES_D_UN_PLAN = 2.0
PLAFONDS = (None, None, 45, None, 60, None)
SANS_VOITURE = 9
LOYERS = (680.0, 540.0, 610.0)


def semer_transport(acteur: Acteur, reglages: Reglages) -> int:
    """Write what the rounds are planned with, then plan some; return the number of rows."""
    lundi, lignes = semaine_de(reglages.aujourd_hui).lundi, 0
    dispositifs = list(apps.get_model("structures.Dispositif")._default_manager.order_by("pk"))
    for rang, dispositif in enumerate(dispositifs):
        lecture = lire_transport(acteur, dispositif, lundi, lundi + timedelta(days=JOURS_OUVRES - 1))
        rng = Random(f"{reglages.graine}-{rang}-transport")  # noqa: S311 (a reproducible demonstration, not a secret)
        lignes += _semer_fiches(dispositif.pk, lecture, rng)
        if rang < DISPOSITIFS_PLANIFIES:
            lignes += _planifier(acteur, dispositif, reglages.aujourd_hui)
            lignes += _semaine_passee(acteur, dispositif, lundi)
            lignes += _etudier(acteur, dispositif)
    _regler(dispositifs[:1])
    return lignes


def _semer_fiches(dispositif_id: int, lecture: LectureTransport, rng: Random) -> int:
    """Those of the rounds of the agenda first, then whoever comes: a few seats, ceilings and hours of their own."""
    modele = apps.get_model("cartographie.FicheTransport")
    cles = sorted(lecture.jeunes, key=lambda cle: (cle not in lecture.habitues, cle))
    fiches = [
        modele(
            dispositif_id=dispositif_id,
            jeune_id=cle,
            transporte=rang < TRANSPORTES_MAX and (cle in lecture.habitues or rang % SANS_VOITURE != 0),
            fauteuil=rang % 11 == 3,
            accompagnateur=rang % 13 == 5,
            duree_max=rng.choice(PLAFONDS),
            embarquement=6 if rang % 11 == 3 else None,
            pas_avant=time(7, 15) if rang % 7 == 2 else None,
            rendez_vous="devant la mairie" if rang % 3 == 1 else "",
        )
        for rang, cle in enumerate(cles)
    ]
    modele._default_manager.bulk_create(fiches)
    separation = apps.get_model("cartographie.SeparationTransport")
    paires = [sorted(cles[rang : rang + 2]) for rang in (0, 4) if len(cles) > rang + 1]
    separation._default_manager.bulk_create(
        separation(dispositif_id=dispositif_id, jeune_id=un, autre_id=autre) for un, autre in paires
    )
    return len(fiches) + len(paires)


def _planifier(acteur: Acteur, dispositif: Any, aujourd_hui: date) -> int:
    """Both directions of the nearest day of the week when someone is expected, else of the next week; compared with the agenda."""
    lundi, faits = semaine_de(aujourd_hui).lundi, 0
    semaine = sorted((lundi + timedelta(days=n) for n in range(JOURS_OUVRES)), key=lambda jour: abs(jour - aujourd_hui))
    for jour in (*semaine, *(jour + timedelta(weeks=1) for jour in semaine)):
        for sens in ("ALLER", "RETOUR"):
            try:
                plan = demander_plan(acteur, dispositif, DemandePlan(jour, sens, "estimation"))
                calculer_plan(plan)
                faits += 1
                comparer_a_l_agenda(acteur, dispositif, plan)
            except ValidationError:
                continue
        if faits:
            break
    return faits


def _semaine_passee(acteur: Acteur, dispositif: Any, lundi: date) -> int:
    """Three days of the week before, planned and driven; their invoice, a little dearer than what was computed; a typical day."""
    faits = []
    for rang in range(JOURS_FACTURES):
        jour = lundi - timedelta(weeks=1) + timedelta(days=rang)
        for sens in ("ALLER", "RETOUR"):
            plan = _plan_ou_rien(acteur, dispositif, DemandePlan(jour, sens, "estimation"))
            if plan is not None:
                faits.append(retenir_plan(acteur, dispositif, plan, retenu=True))
    habituel = _plan_ou_rien(acteur, dispositif, DemandePlan(lundi, "ALLER", "estimation", semaine_type=True))
    if faits:
        cout = sum(Decimal(str(plan.resultat["cout"])) for plan in faits)
        valeurs = {
            "transporteur": "Transports de la Combe",
            "reference": f"T-{lundi.isocalendar().week:03d}",
            "debut": lundi - timedelta(weeks=1),
            "fin": lundi - timedelta(days=8 - JOURS_FACTURES),
            "montant": (cout * Decimal("1.12")).quantize(Decimal("0.01")),
            "km": Decimal(str(round(sum(plan.resultat["km"] for plan in faits) * 1.05, 1))),
            "version": 0,
        }
        ecrire_facture(acteur, dispositif, None, valeurs)
    return len(faits) + bool(habituel) + bool(faits)


def _plan_ou_rien(acteur: Acteur, dispositif: Any, demande: DemandePlan) -> Any:
    """None when nobody is expected, or nothing could be computed."""
    try:
        plan = calculer_plan(demander_plan(acteur, dispositif, demande), secondes=SECONDES_D_UN_PLAN)
    except ValidationError:
        return None
    return plan if plan.etat == "FINIE" else None


def _regler(dispositifs: list[Any]) -> None:
    """The first establishment has its own prices; the others follow the conventions."""
    modele = apps.get_model("cartographie.ReglageTransport")
    modele._default_manager.bulk_create(
        modele(dispositif_id=d.pk, cout_km=Decimal("0.520"), cout_heure=Decimal("24.50"), co2_g_km=228)
        for d in dispositifs
    )


def _etudier(acteur: Acteur, dispositif: Any) -> int:
    """Three communes of the territory compared, and a free choice over the département."""
    communes = apps.get_model("territoire.Commune")._default_manager.filter(
        departement=dispositif.departement, lon__isnull=False
    )
    peuplees = list(communes.order_by("-population", "pk").values_list("pk", flat=True)[2:11:3])
    if len(peuplees) < len(LOYERS):
        return 0
    hypotheses = {
        "territoire": "departement",
        "jeunes": 20,
        "visites_semaine": "1.5",
        "semaines": 42,
        "cout_km": "0.520",
    }
    candidats = [{"commune": c, "loyer": loyer} for c, loyer in zip(peuplees, LOYERS, strict=True)]
    demandes = (
        DemandeScenario("Trois communes pour une antenne", "moyenne", 1, 30, "estimation", candidats, [], hypotheses),
        DemandeScenario("Le plus d'habitants à portée", "couverture", 1, 30, "estimation", [], [], hypotheses),
    )
    for demande in demandes:
        calculer_scenario(demander_scenario(acteur, dispositif.pk, demande))
    return len(demandes)
