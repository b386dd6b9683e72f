"""The parameters as people read them: their values and their sources in French, without code nor letter."""

from __future__ import annotations

import re
from collections.abc import Mapping

from maillage.activite.domain.hypotheses import ecrire_valeur
from maillage.activite.domain.jeu import STATUTS_SOURCE

AUCUNE = "aucune"
MODALITES_DITES = {"AJ": "accueil de jour", "AN": "accueil de nuit", "PMO": "milieu ordinaire"}
PHASES_DITES = {
    "ACCOMPAGNEMENT": "accompagnement",
    "SUIVI_POST_SORTIE": "suivi après la sortie",
    "PRE_ADMISSION": "pré-admission",
    "PONCTUEL": "accompagnement ponctuel",
}
LIEUX_DITS = {
    "ETABLISSEMENT": "établissement",
    "UE_EXTERNALISEE": "unité d'enseignement externalisée",
    "INTERNAT": "internat",
    "ACCUEIL_FAMILIAL": "accueil familial",
    "DOMICILE": "domicile",
    "ECOLE": "école, collège ou lycée",
    "LOISIRS": "lieu de loisirs",
    "PARTENAIRE": "chez un partenaire",
    "TELEPHONE": "téléphone ou visioconférence",
    "AUTRE": "autre lieu",
}
MOTS: dict[str, dict[str, str]] = {
    "sans_phase": {"REJETER": "ne pas le compter", "PONCTUEL": "le compter comme ponctuel"},
    "ouverture_defaut": {
        "SEMAINE": "ouvert du lundi au vendredi, sauf jours fériés",
        "FERME": "fermé, sauf les jours déclarés ouverts",
    },
    "phases_journees": PHASES_DITES,
    "unite_internat": {"ENTIERE": "une journée entière", "DEMI": "une demi-journée par demi-journée présente"},
    "modalites_hors_seance": MODALITES_DITES,
    "mode_acte": {"PAIRE": "jeunes × professionnels (usage d'un SESSAD)", "PRO": "professionnels présents"},
    "rotation": {"ENTREES": "les entrées", "SORTIES": "les sorties"},
    "moins_une_heure": {
        "CUMULER": "additionner jusqu'au premier seuil",
        "IGNORER": "ne pas les compter",
        "COMPTER_1": "compter une unité",
    },
}
"""Words of each coded value."""

MOTIF_SOURCE = re.compile(
    r"(?P<lettre>[SPD])\b *(?P<portee>[^(:]*?) *(?:\((?P<regles>R[\dR-]+)\))? *(?:: (?P<note>.*))?"
)


def dire_valeur(nom: str, valeur: object) -> str:
    """Say a value: « oui », « 0,5 », « accueil de jour ; accueil de nuit », « établissement : accueil de jour »."""
    mots = MOTS.get(nom, {})
    if isinstance(valeur, Mapping):
        return " ; ".join(f"{dire_lieu(lieu)} : {dire_modalite(modalite)}" for lieu, modalite in valeur.items())
    if isinstance(valeur, tuple | list):
        return ecrire_valeur([mots.get(str(element), element) for element in valeur])
    return mots.get(str(valeur), ecrire_valeur(valeur))


def dire_lieu(lieu: str) -> str:
    return LIEUX_DITS.get(lieu, lieu)


def dire_modalite(modalite: str) -> str:
    return MODALITES_DITES.get(modalite, AUCUNE)


def dire_source(nom: str, source: str) -> str:
    """Say the note of a parameter: « P (R9) : bornes non sourcées » reads « sourcé en partie, règle R9 : bornes non sourcées »."""
    trouve = MOTIF_SOURCE.fullmatch(source)
    if trouve is None:
        return source
    statut = STATUTS_SOURCE[trouve["lettre"]] + (f" ({trouve['portee']})" if trouve["portee"] else "")
    regles = trouve["regles"] or ""
    debut = f"{statut}, règle{'s' if '-' in regles else ''} {regles.replace('-', ' à ')}" if regles else statut
    # The note of a coded choice only lists its codes, which the choices already say in words.
    note = "" if nom in MOTS else re.sub(r" D\b", f" : {STATUTS_SOURCE['D']}", trouve["note"] or "")
    return f"{debut} : {note}" if note else debut
