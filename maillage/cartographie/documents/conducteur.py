"""The sheet of a driver: hours, places, who gets on or off, whom to call. Never a word of health, never why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from maillage.cartographie.models import PlanTournees
from maillage.cartographie.presentation.tournees import ArretLu, TourneeLue
from maillage.socle.domain.typographie import ecrire_compte, ecrire_jour_annee
from maillage.socle.rapports import Liste, Paragraphe, Rapport, Section, Tableau

ENTETES = ("Heure", "Où", "Qui", "Place", "En cas de besoin")
FAUTEUIL, ASSISE = "fauteuil à arrimer", "assise"
CONSIGNES = (
    "Les heures sont celles du plan : prévenez l'établissement d'un retard de plus de dix minutes.",
    "Personne ne monte ni ne descend ailleurs sans l'accord de l'établissement.",
    "Cette feuille se rend ou se détruit à la fin de la journée.",
)


def feuille_de_route(
    plan: PlanTournees, tournee: TourneeLue, lignes: Sequence[tuple[str, ...]], *, nom_dispositif: str
) -> Rapport:
    """Return the report of one round."""
    sens = plan.get_sens_display().lower()
    accompagnes = any(j["accompagnateur"] for j in plan.probleme["jeunes"] if j["id"] in _identifiants(plan, tournee))
    blocs: list[Any] = [
        Paragraphe(f"{ecrire_compte(tournee.passagers, 'jeune')}. {'Un accompagnateur est du voyage.' if accompagnes else ''}".strip()),
        Tableau(f"Arrêts de {tournee.vehicule}", ENTETES, tuple(lignes), f"plan n° {plan.pk}"),
    ]  # fmt: skip
    return Rapport(
        titre=f"Feuille de route : {tournee.vehicule}",
        auteur=nom_dispositif,
        arrete_au=timezone.localdate(plan.demandee_le),
        sous_titre=f"{ecrire_jour_annee(plan.jour).capitalize()}, {sens}",
        sections=(Section("Arrêts", tuple(blocs)), Section("À savoir", (Liste(CONSIGNES),))),
    )


def lignes_de_route(
    plan: PlanTournees, tournee: TourneeLue, contacts: Mapping[str, Sequence[Any]], rendez_vous: Mapping[str, str]
) -> list[tuple[str, ...]]:
    """One line by young person and stop, with where they wait; a stop where nobody moves has its own line."""
    fauteuils = {jeune["id"] for jeune in plan.probleme["jeunes"] if jeune["fauteuil"]}
    brute = plan.resultat["tournees"][tournee.rang - 1]
    lignes: list[tuple[str, ...]] = []
    for arret, lu in zip(brute["arrets"], tournee.arrets, strict=True):
        ids = [*arret["montent"], *arret["descendent"]]
        if not lu.au_domicile:
            lignes.append((lu.heure, lu.lieu, _tous(lu), "", ""))
            continue
        noms = [*(f"{nom} monte" for nom in lu.montent), *(f"{nom} descend" for nom in lu.descendent)]
        for identifiant, nom in zip(ids, noms, strict=True):
            place = FAUTEUIL if identifiant in fauteuils else ASSISE
            ou = ", ".join(mot for mot in (lu.lieu, rendez_vous.get(identifiant, "")) if mot)
            lignes.append((lu.heure, ou, nom, place, _joindre(contacts.get(identifiant, ()))))
    return lignes


def _tous(arret: ArretLu) -> str:
    if arret.montent:
        return f"{ecrire_compte(len(arret.montent), 'jeune monte', 'jeunes montent')} : {', '.join(arret.montent)}"
    if arret.descendent:
        return f"{ecrire_compte(len(arret.descendent), 'jeune descend', 'jeunes descendent')}"
    return "départ ou fin, à vide"


def _joindre(contacts: Sequence[Any]) -> str:
    return ", ".join(f"{contact.nom} {contact.telephone}" for contact in contacts[:2])


def _identifiants(plan: PlanTournees, tournee: TourneeLue) -> set[str]:
    brute = plan.resultat["tournees"][tournee.rang - 1]
    return {nom for arret in brute["arrets"] for nom in arret["montent"]}
