"""« Et si ce paramètre changeait ? »: parameters named in plain French, written and read as people type them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal, InvalidOperation

from maillage.activite.domain.parametres import Parametres, cles_fautives

LIBELLES = {
    "chevauchement_doublon": "Part de chevauchement qui fait un doublon",
    "sans_phase": "Événement d'un jeune sans phase",
    "ouverture_defaut": "Calendrier par défaut",
    "phases_journees": "Phases qui comptent en journées",
    "creneau_matin": "Demi-journée du matin",
    "creneau_apres_midi": "Demi-journée de l'après-midi",
    "minutes_min_demi_journee": "Minutes qui font une demi-journée",
    "heure_nuit": "Heure qui fait la nuitée",
    "unite_internat": "Journée d'internat",
    "tolerance_absence_h": "Tolérance des absences, en heures",
    "modalites_hors_seance": "Modalités sans séance",
    "entourage_compte": "Compter les séances avec l'entourage",
    "mode_acte": "Compte des actes",
    "fa_observation": "Observations dans la file active élargie",
    "rotation": "Taux de rotation sur",
    "suivi_annees": "Années de suivi après la sortie",
    "pre_admission_max_jours": "Jours de pré-admission avant alerte",
    "ponctuel_max_semaines": "Semaines de ponctuel avant alerte",
    "paire_internat_multi": "Jour et nuit ensemble font plusieurs modalités",
    "ecart_max_jours": "Jours sans modalité qui restent un changement",
    "delai_accompagnement_jours": "Jours francs, accompagnement",
    "delai_scolarisation_jours": "Jours francs, scolarisation",
    "report_jour_ouvrable": "Report au jour ouvrable",
    "codes_scolarite_ordinaire": "Codes de scolarité ordinaire",
    "creton_age": "Âge du maintien Creton",
    "part_a_confirmer_max": "Part d'événements à confirmer avant alerte",
    "unites_actives": "Compter les unités hebdomadaires",
    "poids_indirect": "Poids du travail sans le jeune",
    "poids_transport": "Poids des transports",
    "credit_nuit": "Minutes créditées par nuitée",
    "seuils": "Seuils des niveaux, en minutes",
    "moins_une_heure": "Semaines sous le premier seuil",
    "complexite_k": "Critères qui font la complexité",
    "bonus_complexite": "Surcote de complexité",
    "bonus_ar": "Surcote d'appui-ressource",
    "lieux": "Modalité déduite du lieu",
}
CHOIX = {
    "sans_phase": ("REJETER", "PONCTUEL"),
    "ouverture_defaut": ("SEMAINE", "FERME"),
    "unite_internat": ("ENTIERE", "DEMI"),
    "mode_acte": ("PAIRE", "PRO"),
    "rotation": ("ENTREES", "SORTIES"),
    "moins_une_heure": ("CUMULER", "IGNORER", "COMPTER_1"),
}
GROUPES = {
    "Événements": ("chevauchement_doublon", "sans_phase", "part_a_confirmer_max"),
    "Journées, nuits et absences": (
        "ouverture_defaut",
        "phases_journees",
        "creneau_matin",
        "creneau_apres_midi",
        "minutes_min_demi_journee",
        "heure_nuit",
        "unite_internat",
        "tolerance_absence_h",
    ),
    "Séances et actes": ("modalites_hors_seance", "entourage_compte", "mode_acte"),
    "Jeunes et parcours": (
        "fa_observation",
        "rotation",
        "suivi_annees",
        "pre_admission_max_jours",
        "ponctuel_max_semaines",
        "paire_internat_multi",
        "ecart_max_jours",
        "delai_accompagnement_jours",
        "delai_scolarisation_jours",
        "report_jour_ouvrable",
        "codes_scolarite_ordinaire",
        "creton_age",
    ),
    "Unités hebdomadaires": (
        "unites_actives",
        "poids_indirect",
        "poids_transport",
        "credit_nuit",
        "seuils",
        "moins_une_heure",
        "complexite_k",
        "bonus_complexite",
        "bonus_ar",
    ),
}
"""The parameters as the page lays them out; `lieux` comes after them, one line per place."""

LISTES = ("phases_journees", "modalites_hors_seance", "codes_scolarite_ordinaire")
"""They may be empty."""
TYPES = {champ.name: str(champ.type) for champ in fields(Parametres)}
PROPOSES = tuple(nom for noms in GROUPES.values() for nom in noms)
OUI, NON = "oui", "non"


def ecrire_valeur(valeur: object) -> str:
    """Write a value of a parameter as it is typed: « 0,5 », « oui », « 60 ; 240 », « 06:00 ; 13:00 »."""
    if isinstance(valeur, bool):
        return OUI if valeur else NON
    if isinstance(valeur, Decimal):
        return f"{valeur.normalize():f}".replace(".", ",")
    if isinstance(valeur, tuple | list):
        return " ; ".join(str(element) for element in valeur)
    if isinstance(valeur, Mapping):
        return " ; ".join(f"{cle} : {modalite or 'aucune'}" for cle, modalite in valeur.items())
    return str(valeur)


def lire_valeur(nom: str, texte: str) -> object:
    """Read what was typed for a parameter; raises ValueError, with what to do in French, on a value that the contract (1.2) refuses."""
    try:
        valeur = _convertir(TYPES[nom], nom, texte.strip())
    except (ValueError, KeyError, InvalidOperation) as erreur:
        raise ValueError(_aide(nom)) from erreur
    if cles_fautives({nom: valeur}):
        raise ValueError(_aide(nom))
    return valeur


def _convertir(type_: str, nom: str, texte: str) -> object:
    if type_ == "bool":
        return {OUI: True, NON: False}[texte]
    if type_ == "int":
        return int(texte)
    if type_ == "Decimal":
        return Decimal(texte.replace(",", "."))
    if type_.startswith("tuple"):
        elements = [element.strip() for element in texte.split(";") if element.strip()]
        return [int(element) for element in elements] if nom == "seuils" else elements
    return texte


def _aide(nom: str) -> str:
    type_ = TYPES[nom]
    if nom == "seuils":
        return (
            "Écrivez des minutes croissantes séparées par des points-virgules, par exemple « 60 ; 240 ; 720 ; 1440 »."
        )
    if type_ == "int":
        return "Écrivez un nombre entier, de 0 à 99 999."
    if type_ == "Decimal":
        return "Écrivez un nombre, par exemple « 0,5 »."
    if type_ == "tuple[str, str]":
        return "Écrivez deux heures croissantes, par exemple « 06:00 ; 13:00 »."
    return "Cette valeur n'est pas permise pour ce paramètre."
