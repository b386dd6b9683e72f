"""The input tables of the activity contract (section 2.2), as data."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from maillage.activite.domain.vocabulaire import (
    CATEGORIES,
    CODES_SCOLARITE,
    CRENEAUX,
    CRITERES,
    MODALITES,
    MOTIFS_ABSENCE,
    NATURES_FICHE,
    PHASES,
    PRESENCES,
    REPONSES_FICHE,
    SEXES,
    STATUTS,
    TYPES_ACTION,
    TYPES_DISPOSITIF,
    TYPES_STRUCTURE,
)
from maillage.socle.tabulaire import (
    BOOLEEN,
    COMMUNE,
    DATE,
    DATE_HEURE,
    DECIMAL,
    ENTIER,
    IDENTIFIANT,
    LISTE,
    TEXTE,
    Colonne,
    Specification,
    TypeColonne,
    choix,
)
from maillage.socle.tabulaire.specification import Bornes

DUREE_MAXIMALE_EVENEMENT = timedelta(days=31)
PERIODE = (Bornes("debut", "fin"),)


def _cle(nom: str) -> Colonne:
    return Colonne(nom, IDENTIFIANT, obligatoire=True)


def _vers(nom: str, table: str, *, obligatoire: bool = True) -> Colonne:
    return Colonne(nom, IDENTIFIANT, obligatoire, table)


def _requise(nom: str, type_: TypeColonne) -> Colonne:
    return Colonne(nom, type_, obligatoire=True)


DISPOSITIF_REQUIS = _vers("dispositif_id", "dispositif")
DISPOSITIF_OU_TOUS = _vers("dispositif_id", "dispositif", obligatoire=False)
JEUNE_REQUIS = _vers("jeune_id", "jeune")
DEBUT = _requise("debut", DATE)
FIN = Colonne("fin", DATE)
MODALITE = _requise("modalite", choix(MODALITES))

STRUCTURES = (
    Specification(
        "dispositif",
        (
            _cle("dispositif_id"),
            _requise("type", choix(TYPES_DISPOSITIF)),
            Colonne("finess", LISTE),
            Colonne("region"),
            Colonne("departement"),
            Colonne("ruleset_ids", LISTE),
            Colonne("objectif_taux_aj", DECIMAL),
            Colonne("objectif_taux_an", DECIMAL),
        ),
        cle=("dispositif_id",),
    ),
    Specification(
        "territoire",
        (DISPOSITIF_REQUIS, _requise("commune_insee", COMMUNE)),
        cle=("dispositif_id", "commune_insee"),
    ),
    Specification(
        "places",
        (
            DISPOSITIF_REQUIS,
            Colonne("finess"),
            MODALITE,
            _requise("n", ENTIER),
            _requise("valid_from", DATE),
            Colonne("valid_to", DATE),
        ),
        cle=("dispositif_id", "finess", "modalite", "valid_from"),
        bornes=(Bornes("valid_from", "valid_to"),),
    ),
    Specification(
        "ouverture",
        (
            DISPOSITIF_REQUIS,
            MODALITE,
            _requise("date", DATE),
            _requise("slot", choix(CRENEAUX)),
            _requise("ouvert", BOOLEEN),
        ),
        cle=("dispositif_id", "modalite", "date", "slot"),
    ),
)

PARCOURS = (
    Specification(
        "jeune",
        (
            _cle("jeune_id"),
            Colonne("naissance", DATE),
            Colonne("sexe", choix(SEXES)),
            Colonne("commune_insee", COMMUNE),
        ),
        cle=("jeune_id",),
    ),
    Specification(
        "phase",
        (
            _cle("phase_id"),
            JEUNE_REQUIS,
            DISPOSITIF_REQUIS,
            _requise("type", choix(PHASES)),
            DEBUT,
            FIN,
            Colonne("motif_sortie"),
            Colonne("destination"),
            Colonne("creton", BOOLEEN),
        ),
        cle=("phase_id",),
        bornes=PERIODE,
    ),
    Specification(
        "modalite_periode",
        (
            JEUNE_REQUIS,
            DISPOSITIF_REQUIS,
            MODALITE,
            DEBUT,
            FIN,
            _vers("fiche_id", "fiche_liaison", obligatoire=False),
            _vers("fiche_fin_id", "fiche_liaison", obligatoire=False),
        ),
        bornes=PERIODE,
    ),
    Specification(
        "complexite",
        (JEUNE_REQUIS, DISPOSITIF_OU_TOUS, _requise("critere", choix(CRITERES)), DEBUT, FIN),
        bornes=PERIODE,
    ),
    Specification(
        "scolarite",
        (JEUNE_REQUIS, DISPOSITIF_OU_TOUS, _requise("code", choix(CODES_SCOLARITE)), DEBUT, FIN),
        bornes=PERIODE,
    ),
    Specification(
        "fiche_liaison",
        (
            _cle("fiche_id"),
            DISPOSITIF_REQUIS,
            JEUNE_REQUIS,
            _requise("emission", DATE),
            Colonne("signature", DATE),
            _requise("nature", choix(NATURES_FICHE)),
            Colonne("reponse", choix(REPONSES_FICHE)),
            Colonne("date_reponse", DATE),
            Colonne("retour_cdaph", BOOLEEN),
        ),
        cle=("fiche_id",),
    ),
    Specification(
        "demande",
        (
            _cle("demande_id"),
            DISPOSITIF_REQUIS,
            *(Colonne(nom, DATE) for nom in ("notification", "reception", "admission", "cloture")),
        ),
        cle=("demande_id",),
    ),
)


AGENDA = (
    Specification(
        "evenement_jeune",
        (
            _vers("event_id", "evenement"),
            JEUNE_REQUIS,
            Colonne("presence", choix(PRESENCES)),
            Colonne("preavis_h", DECIMAL),
        ),
        cle=("event_id", "jeune_id"),
    ),
    Specification(
        "evenement_pro",
        (_vers("event_id", "evenement"), _cle("pro_id"), Colonne("metier", TEXTE)),
        cle=("event_id", "pro_id"),
    ),
    Specification(
        "absence",
        (
            JEUNE_REQUIS,
            DISPOSITIF_OU_TOUS,
            _requise("debut", DATE_HEURE),
            Colonne("fin", DATE_HEURE),
            _requise("motif", choix(MOTIFS_ABSENCE)),
        ),
        bornes=(Bornes("debut", "fin", stricte=True),),
    ),
    Specification(
        "action_ar",
        (
            _cle("action_id"),
            DISPOSITIF_REQUIS,
            _requise("date", DATE),
            _requise("duree_min", ENTIER),
            _requise("type", choix(TYPES_ACTION)),
            Colonne("structure_id"),
            Colonne("structure_type", choix(TYPES_STRUCTURE)),
            Colonne("commune_insee", COMMUNE),
            _requise("n_pros", ENTIER),
            Colonne("n_participants", ENTIER),
            _vers("jeune_id", "jeune", obligatoire=False),
        ),
        cle=("action_id",),
    ),
)


def _evenement(lieux: Collection[str]) -> Specification:
    return Specification(
        "evenement",
        (
            _cle("event_id"),
            DISPOSITIF_REQUIS,
            Colonne("finess"),
            Colonne("source"),
            Colonne("source_ref"),
            _requise("debut", DATE_HEURE),
            _requise("fin", DATE_HEURE),
            _requise("categorie", choix(CATEGORIES)),
            Colonne("modalite", choix(MODALITES)),
            Colonne("lieu_type", choix(lieux)),
            _requise("statut", choix(STATUTS)),
            Colonne("confirme_le", DATE),
        ),
        cle=("event_id",),
        bornes=(Bornes("debut", "fin", ordonnees=False, duree_maximale=DUREE_MAXIMALE_EVENEMENT),),
    )


def specifications(lieux: Collection[str]) -> tuple[Specification, ...]:
    """The sixteen tables; `lieux` are the place types the rule-set knows."""
    return (*STRUCTURES, *PARCOURS, _evenement(lieux), *AGENDA)


GRAND_LIVRE = ("evenement", "evenement_jeune", "evenement_pro")
"""The tables that grow with activity; all others are the registers, small enough to be given whole to each task of a cluster."""

NOMS_TABLES = tuple(specification.nom for specification in specifications(()))
