"""The parameters of a rule-set and the values each may take (section 1.2 of the contract)."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal

from maillage.activite.domain.vocabulaire import CODES_SCOLARITE, MODALITES, PHASES

MAXIMUM = 99_999
MILLIONIEME = Decimal("0.000001")
MOTIF_HEURE = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
HEURE_AMBIGUE = "02"
"""02:00 to 02:59 may not exist, or exist twice, on the days of clock change."""

Controle = Callable[[object], bool]


@dataclass(frozen=True)
class Parametres:
    """Values of one rule-set. Decimals are exact; hours are `HH:MM`; `lieux` maps a lieu_type to a modality or ""."""

    chevauchement_doublon: Decimal
    sans_phase: str
    ouverture_defaut: str
    phases_journees: tuple[str, ...]
    creneau_matin: tuple[str, str]
    creneau_apres_midi: tuple[str, str]
    minutes_min_demi_journee: int
    heure_nuit: str
    unite_internat: str
    tolerance_absence_h: Decimal
    modalites_hors_seance: tuple[str, ...]
    entourage_compte: bool
    mode_acte: str
    fa_observation: bool
    rotation: str
    suivi_annees: int
    pre_admission_max_jours: int
    ponctuel_max_semaines: int
    paire_internat_multi: bool
    ecart_max_jours: int
    delai_accompagnement_jours: int
    delai_scolarisation_jours: int
    report_jour_ouvrable: bool
    codes_scolarite_ordinaire: tuple[str, ...]
    creton_age: int
    part_a_confirmer_max: Decimal
    unites_actives: bool
    poids_indirect: Decimal
    poids_transport: Decimal
    credit_nuit: int
    seuils: tuple[int, ...]
    moins_une_heure: str
    complexite_k: int
    bonus_complexite: int
    bonus_ar: int
    lieux: Mapping[str, str]


def _est_entier(valeur: object) -> bool:
    return isinstance(valeur, int) and not isinstance(valeur, bool) and 0 <= valeur <= MAXIMUM


def _est_decimal(valeur: object) -> bool:
    if isinstance(valeur, float):
        return math.isfinite(valeur) and _est_decimal(Decimal(repr(valeur)))
    if not isinstance(valeur, Decimal):
        return _est_entier(valeur)
    return valeur.is_finite() and 0 <= valeur <= MAXIMUM and valeur % MILLIONIEME == 0


def _est_booleen(valeur: object) -> bool:
    return isinstance(valeur, bool)


def _est_heure(valeur: object) -> bool:
    return isinstance(valeur, str) and bool(MOTIF_HEURE.fullmatch(valeur)) and valeur[:2] != HEURE_AMBIGUE


def _est_creneau(valeur: object) -> bool:
    if not isinstance(valeur, list | tuple) or len(valeur) != 2:
        return False
    return all(_est_heure(heure) for heure in valeur) and valeur[0] < valeur[1]


def _est_echelle(valeur: object) -> bool:
    if not isinstance(valeur, list | tuple) or not valeur or not all(_est_entier(seuil) for seuil in valeur):
        return False
    return valeur[0] >= 1 and all(bas < haut for bas, haut in itertools.pairwise(valeur))


def _un_de(*permises: str) -> Controle:
    return lambda valeur: isinstance(valeur, str) and valeur in permises


def _liste_de(permises: tuple[str, ...]) -> Controle:
    return lambda valeur: (
        isinstance(valeur, list | tuple) and all(isinstance(element, str) and element in permises for element in valeur)
    )


def _sont_lieux(valeur: object) -> bool:
    return isinstance(valeur, Mapping) and all(cle and modalite in ("", *MODALITES) for cle, modalite in valeur.items())


CONTROLES_PARTICULIERS: dict[str, Controle] = {
    "sans_phase": _un_de("REJETER", "PONCTUEL"),
    "ouverture_defaut": _un_de("SEMAINE", "FERME"),
    "unite_internat": _un_de("ENTIERE", "DEMI"),
    "mode_acte": _un_de("PAIRE", "PRO"),
    "rotation": _un_de("ENTREES", "SORTIES"),
    "moins_une_heure": _un_de("CUMULER", "IGNORER", "COMPTER_1"),
    "phases_journees": _liste_de(PHASES),
    "modalites_hors_seance": _liste_de(MODALITES),
    "codes_scolarite_ordinaire": _liste_de(CODES_SCOLARITE),
    "creneau_matin": _est_creneau,
    "creneau_apres_midi": _est_creneau,
    "heure_nuit": _est_heure,
    "seuils": _est_echelle,
    "lieux": _sont_lieux,
}
CONTROLES_PAR_TYPE: dict[str, Controle] = {"Decimal": _est_decimal, "int": _est_entier, "bool": _est_booleen}
CONTROLES: dict[str, Controle] = {
    champ.name: CONTROLES_PARTICULIERS.get(champ.name) or CONTROLES_PAR_TYPE[str(champ.type)]
    for champ in fields(Parametres)
}
DECIMAUX = tuple(champ.name for champ in fields(Parametres) if champ.type == "Decimal")


def cles_fautives(valeurs: Mapping[str, object]) -> dict[str, str]:
    """Faulty key → reason in French, for values that override a rule-set key by key."""
    return {
        cle: "paramètre inconnu" if cle not in CONTROLES else f"valeur non permise : {valeur!r}"
        for cle, valeur in valeurs.items()
        if cle not in CONTROLES or not CONTROLES[cle](valeur)
    }


def construire(valeurs: Mapping[str, object]) -> Parametres:
    """From checked values, lists and numbers as read from TOML."""
    return Parametres(**{cle: _forme_interne(cle, valeur) for cle, valeur in valeurs.items()})  # type: ignore[arg-type]


def _forme_interne(cle: str, valeur: object) -> object:
    if cle in DECIMAUX:
        return Decimal(str(valeur))
    if isinstance(valeur, list):
        return tuple(valeur)
    return dict(valeur) if isinstance(valeur, Mapping) else valeur


def surcharger(parametres: Parametres, valeurs: Mapping[str, object]) -> Parametres:
    """Checked overrides: lists are replaced, `lieux` is merged key by key."""
    actuelles = {champ.name: getattr(parametres, champ.name) for champ in fields(Parametres)}
    lieux = {**parametres.lieux, **valeurs.get("lieux", {})}  # type: ignore[dict-item]
    return construire({**actuelles, **valeurs, "lieux": lieux})
