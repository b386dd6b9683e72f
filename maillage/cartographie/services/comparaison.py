"""A plan beside what is driven today, read in the agenda or in a file, and beside an invoice."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.imports.readers import ICS, FichierIllisible, deviner_format, lire_tableau
from maillage.cartographie.models import EtatEtude, PlanTournees
from maillage.cartographie.permissions import TOURNEES, exiger
from maillage.cartographie.selectors.plans import jeunes_du_plan
from maillage.cartographie.selectors.semaine_type import journee_du_plan
from maillage.cartographie.selectors.transport import tournees_de_l_agenda
from maillage.cartographie.tournees.domain.mesure import MesureTournee, TourneeDeclaree, mesurer
from maillage.cartographie.tournees.domain.modele import ProblemeTournees
from maillage.cartographie.tournees.lecture import relire_probleme
from maillage.cartographie.tournees.ordonner import ordonner
from maillage.cartographie.tournees.solveur.resolution import Minuterie
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import plier
from maillage.socle.services import journaliser

SECONDES = 1.5
"""For the best order of one vehicle."""
COLONNES = ("vehicule", "jeune")
TAILLE_MAX = 200_000
PROBLEMES_MONTRES = 20
SAISIE = "la saisie à la main"
AGENDA = "l'agenda de ce jour, chaque tournée dans son meilleur ordre"


@transaction.atomic
def comparer_a_l_agenda(acteur: Acteur, dispositif: DispositifVise, plan: PlanTournees) -> PlanTournees:
    """Measure the rounds written in the agenda of that day; refused when there is none."""
    probleme = _ouvrir(acteur, dispositif, plan)
    _, journee = journee_du_plan(acteur, dispositif, plan)
    lues = tournees_de_l_agenda(acteur, dispositif, journee)
    connus = {jeune.id for jeune in probleme.jeunes}
    libres = [vehicule.id for vehicule in probleme.vehicules if vehicule.id not in lues]
    declarees = []
    for nom, jeunes in lues.items():
        siens = [jeune for jeune in jeunes if jeune in connus]
        vehicule = nom if nom in {v.id for v in probleme.vehicules} else (libres.pop(0) if libres else "")
        if siens and vehicule:
            minuterie = Minuterie(time.monotonic, time.monotonic() + SECONDES)
            declarees.append(ordonner(probleme, vehicule, siens, minuterie))
    if not declarees:
        raise ValidationError("L'agenda de ce jour n'a aucune tournée avec les jeunes de ce plan.")
    return _garder(acteur, plan, AGENDA, [mesurer(probleme, declaree) for declaree in declarees])


@transaction.atomic
def comparer_a_un_fichier(
    acteur: Acteur, dispositif: DispositifVise, plan: PlanTournees, fichier: tuple[str, bytes]
) -> PlanTournees:
    """Measure rounds written in a CSV, XLSX or ODS file: a vehicle and a young person by line, in the order of the homes."""
    probleme = _ouvrir(acteur, dispositif, plan)
    nom, octets = fichier
    noms = {jeune.identifiant: str(jeune) for jeune in jeunes_du_plan(acteur, dispositif, plan).values()}
    declarees = _lire(octets, nom, probleme, noms)
    return _garder(acteur, plan, f"le fichier {nom[:80]}", [mesurer(probleme, declaree) for declaree in declarees])


@transaction.atomic
def comparer_a_une_saisie(
    acteur: Acteur, dispositif: DispositifVise, plan: PlanTournees, montent: Mapping[str, Sequence[str]]
) -> PlanTournees:
    """Measure rounds entered by hand: the young people of each vehicle, in the order of the homes."""
    probleme = _ouvrir(acteur, dispositif, plan)
    vehicules, jeunes = {v.id for v in probleme.vehicules}, {jeune.id for jeune in probleme.jeunes}
    declarees = [TourneeDeclaree(nom, tuple(siens)) for nom, siens in montent.items() if siens]
    if not declarees:
        raise ValidationError("Placez au moins un jeune dans un véhicule.")
    ranges = [jeune for declaree in declarees for jeune in declaree.jeunes]
    if not {d.vehicule for d in declarees} <= vehicules or not set(ranges) <= jeunes or len(set(ranges)) < len(ranges):
        raise ValidationError("Ce plan ne connaît pas ces véhicules ou ces jeunes : rouvrez la saisie.")
    return _garder(acteur, plan, SAISIE, [mesurer(probleme, declaree) for declaree in declarees])


@transaction.atomic
def noter_facture(
    acteur: Acteur, dispositif: DispositifVise, plan: PlanTournees, *, montant: Decimal | None, version: int
) -> PlanTournees:
    """Keep what a carrier asks for this day and direction; refused when someone wrote meanwhile."""
    exiger(acteur, TOURNEES, dispositif.pk)
    ecrits = PlanTournees.objects.filter(pk=plan.pk, version=version).update(facture=montant, version=version + 1)
    if not ecrits:
        raise ValidationError("Quelqu'un d'autre vient d'écrire sur ce plan : relisez-le, puis recommencez.")
    journaliser(acteur, "cartographie.noter_facture", objet=str(plan.pk), dispositif_id=dispositif.pk)
    plan.facture, plan.version = montant, version + 1
    return plan


def _ouvrir(acteur: Acteur, dispositif: DispositifVise, plan: PlanTournees) -> ProblemeTournees:
    exiger(acteur, TOURNEES, dispositif.pk)
    if plan.etat != EtatEtude.FINIE:
        raise ValidationError("Ce plan n'est pas fini : il n'y a rien à comparer encore.")
    return relire_probleme(plan.probleme, "plan.json")


def _lire(octets: bytes, nom: str, probleme: ProblemeTournees, noms: Mapping[str, str]) -> list[TourneeDeclaree]:
    """Raises ValidationError with the problems, twenty at most; nothing is then kept."""
    if len(octets) > TAILLE_MAX:
        raise ValidationError("Ce fichier est trop gros pour des tournées d'un jour.")
    try:
        genre = deviner_format(octets, nom)
        if genre == ICS:
            raise FichierIllisible("Ce fichier est un agenda : il faut un tableau, CSV, XLSX ou ODS.")
        tableau = lire_tableau(octets, genre)
    except FichierIllisible as refus:
        raise ValidationError(str(refus)) from None
    entetes = {plier(entete): entete for entete in tableau.entetes}
    absentes = [colonne for colonne in COLONNES if colonne not in entetes]
    if absentes:
        raise ValidationError(f"Ligne 1 : colonne absente « {' », « '.join(absentes)} ».")
    vehicule, jeune = (entetes[colonne] for colonne in COLONNES)
    lignes = [
        (li.numero, li.cellules.get(vehicule, "").strip(), li.cellules.get(jeune, "").strip()) for li in tableau.lignes
    ]
    montent, problemes = _placer(lignes, probleme, noms)
    if problemes:
        raise ValidationError(problemes[:PROBLEMES_MONTRES])
    return [TourneeDeclaree(vehicule, tuple(jeunes)) for vehicule, jeunes in montent.items()]


def _placer(
    lignes: Sequence[tuple[int, str, str]], probleme: ProblemeTournees, noms: Mapping[str, str]
) -> tuple[dict[str, list[str]], list[str]]:
    vehicules = {plier(vehicule.id): vehicule.id for vehicule in probleme.vehicules}
    connus = {jeune.id: jeune.id for jeune in probleme.jeunes}
    connus |= {plier(noms[jeune]): jeune for jeune in list(connus) if jeune in noms}
    montent: dict[str, list[str]] = defaultdict(list)
    problemes, vus = [], set()
    for numero, nom, ecrit in lignes:
        vehicule = vehicules.get(plier(nom))
        jeune = connus.get(ecrit) or connus.get(plier(ecrit))
        if vehicule is None:
            problemes.append(f"Ligne {numero}, vehicule : « {nom} » n'est pas un véhicule de ce plan.")
        if jeune is None:
            problemes.append(f"Ligne {numero}, jeune : « {ecrit} » n'est pas un jeune de ce plan.")
        elif jeune in vus:
            problemes.append(f"Ligne {numero}, jeune : « {ecrit} » est déjà dans une tournée.")
        if vehicule and jeune:
            vus.add(jeune)
            montent[vehicule].append(jeune)
    return montent, problemes


def _garder(acteur: Acteur, plan: PlanTournees, source: str, mesures: Sequence[MesureTournee]) -> PlanTournees:
    plan.actuelles = {
        "source": source,
        "km": _somme(mesures, "km"),
        "minutes": _somme(mesures, "minutes"),
        "cout": _somme(mesures, "cout"),
        "jeunes": sum(len(mesure.temps_a_bord) for mesure in mesures),
        "temps_a_bord": {nom: round(float(m), 2) for mesure in mesures for nom, m in mesure.temps_a_bord.items()},
        "tournees": [_objet(mesure) for mesure in mesures],
    }
    plan.save(update_fields=["actuelles"])
    details = {"tournees": len(mesures)}
    journaliser(
        acteur, "cartographie.comparer_plan", objet=str(plan.pk), dispositif_id=plan.dispositif_id, details=details
    )
    return plan


def _somme(mesures: Sequence[MesureTournee], champ: str) -> float:
    return round(float(sum(getattr(mesure, champ) for mesure in mesures)), 2)


def _objet(mesure: MesureTournee) -> dict[str, Any]:
    return {
        "vehicule": mesure.vehicule,
        "jeunes": list(mesure.temps_a_bord),
        "km": round(float(mesure.km), 2),
        "minutes": round(float(mesure.minutes), 2),
        "cout": round(float(mesure.cout), 2),
        "depassements": list(mesure.depassements),
        "inconnus": mesure.inconnus,
    }
