"""Situations as JSON and as French words; the text that is signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from maillage.liaison.domain.changement import (
    LIEU_CHANGE,
    MODALITE_AJOUTEE,
    MODALITE_RETIREE,
    QUANTITE_CHANGEE,
    Accompagnement,
    Changement,
    Scolarisation,
    Situation,
)
from maillage.socle.domain.typographie import ecrire_compte

NOMS = {"AJ": "Accueil de jour", "AN": "Accueil de nuit", "PMO": "Prestation en milieu ordinaire"}
LIEUX = {"INTRA": "dans l'établissement", "DELOCALISE": "délocalisé"}
LIEU_SANS_OBJET = frozenset({"PMO"})
"""Home, school, leisure: « dans l'établissement » means nothing for it."""
UNITES = {"AJ": "demi-journée", "AN": "nuit", "PMO": "séance"}
MOTS_CHANGEMENTS = {
    MODALITE_AJOUTEE: "{modalite} commence",
    MODALITE_RETIREE: "{modalite} s'arrête",
    LIEU_CHANGE: "{modalite} change de lieu",
    QUANTITE_CHANGEE: "{modalite} : {ampleur} par semaine",
    "TYPE_SCOLARITE_CHANGE": "le type de scolarité change",
    "ECOLE_CHANGEE": "l'école change",
    "PARTAGE_CHANGE": "le temps partagé avec l'école change",
    "AIDE_HUMAINE_CHANGEE": "l'aide humaine à l'école change",
    "PPS_MODIFIE": "le PPS change",
}


def situation_en_json(situation: Situation) -> dict[str, Any]:
    """Return plain values, as stored and signed."""
    return asdict(situation)


def situation_de_json(valeurs: Mapping[str, Any]) -> Situation:
    """Rebuild a situation from `situation_en_json` (or from its JSON)."""
    scolarisation = valeurs.get("scolarisation")
    return Situation(
        accompagnements=tuple(Accompagnement(**un) for un in valeurs.get("accompagnements", ())),
        scolarisation=Scolarisation(**scolarisation) if scolarisation else None,
        pps_modifie=valeurs.get("pps_modifie", False),
    )


def ecrire_accompagnements(accompagnements: Sequence[Accompagnement]) -> str:
    """« Accueil de jour, dans l'établissement, 8 demi-journées par semaine ; Prestation… »."""
    return " ; ".join(_ecrire_un(un) for un in accompagnements) or "Aucune modalité"


def ecrire_scolarisation(scolarisation: Scolarisation | None, libelles: Mapping[str, str]) -> str:
    """« ULIS collège ou lycée, Collège inventé, 3 jours par semaine »; empty when nothing is said."""
    if scolarisation is None:
        return ""
    mots = (
        libelles.get(scolarisation.code, ""),
        scolarisation.etablissement,
        scolarisation.partage,
        scolarisation.aide_humaine,
    )
    return ", ".join(mot for mot in mots if mot)


def ecrire_changements(changements: Iterable[Changement]) -> str:
    """« accueil de jour s'arrête, accueil de nuit commence »."""
    return ", ".join(
        MOTS_CHANGEMENTS[c.code].format(
            modalite=NOMS[c.modalite].lower() if c.modalite else "",
            ampleur=f"{'+' if c.ampleur > 0 else '−'} {_unites(c.modalite, abs(c.ampleur))}" if c.modalite else "",
        )
        for c in changements
    )


def ecrire_nuits(situation: Situation) -> str:
    """Nights per week, in words for the family-benefit body."""
    nuit = situation.modalites().get("AN")
    if nuit is None:
        return "Aucune nuit"
    return "Nombre non précisé" if nuit.quantite is None else ecrire_compte(nuit.quantite, "nuit")


def _ecrire_un(un: Accompagnement) -> str:
    quantite = "" if un.quantite is None else f", {_unites(un.modalite, un.quantite)} par semaine"
    lieu = "" if un.modalite in LIEU_SANS_OBJET else f", {LIEUX[un.lieu]}"
    return f"{NOMS[un.modalite]}{lieu}{quantite}"


def _unites(modalite: str, nombre: int) -> str:
    unite = UNITES[modalite]
    return ecrire_compte(nombre, unite, "demi-journées" if unite == "demi-journée" else "")
