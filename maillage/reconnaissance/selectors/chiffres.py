"""The figures of a dossier on a day, each with its definition, its source and its date."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from maillage.activite import selectors as activite
from maillage.reconnaissance import referentiels
from maillage.reconnaissance.domain.chiffres import Chiffre
from maillage.reconnaissance.selectors.faits import DonneesDispositif
from maillage.socle.domain.typographie import ecrire_compte, ecrire_nombre

NOMS_MONTRES = 12
Valeur = tuple[str, str]
"""Written value, and what it is made of."""


def chiffres_du_dispositif(donnees: DonneesDispositif, *, le: dt.date) -> tuple[Chiffre, ...]:
    """Return every figure; one that nothing gives has an empty value."""
    valeurs = _valeurs(donnees)
    return tuple(
        Chiffre(
            code=code,
            libelle=definition.libelle,
            valeur=valeurs[code][0],
            unite=definition.unite,
            definition=definition.definition,
            source=definition.source,
            groupe=definition.groupe,
            au=le.isoformat(),
            detail=valeurs[code][1],
        )
        for code, definition in referentiels.definitions().items()
    )


def _valeurs(donnees: DonneesDispositif) -> dict[str, Valeur]:
    finess = [f"{e.nom} ({e.finess})" if e.finess else f"{e.nom} (sans numéro)" for e in donnees.etablissements]
    periode, file_active = _retour(donnees)
    return {
        "organismes": _liste([nom for _, nom in donnees.organismes]),
        "etablissements": _liste(finess),
        "communes": _liste(donnees.communes),
        "places_aj": (ecrire_nombre(donnees.places.get("AJ", 0)), ""),
        "places_an": (ecrire_nombre(donnees.places.get("AN", 0)), ""),
        "places_pmo": (ecrire_nombre(donnees.places.get("PMO", 0)), ""),
        "professionnels": (ecrire_nombre(donnees.professionnels), ""),
        "coordonnateurs": (ecrire_nombre(donnees.coordonnateurs), ""),
        "scolarite": _liste([f"{unite.nom} ({unite.get_nature_display()})" for unite in donnees.unites_scolaires]),
        "appui": (ecrire_nombre(donnees.actions), ""),
        "partenaires": _par_genre(donnees),
        "retour": (periode, ""),
        "file_active": (file_active, f"retour {periode}" if file_active else ""),
    }


def _liste(noms: list[str]) -> Valeur:
    montres, reste = noms[:NOMS_MONTRES], len(noms) - NOMS_MONTRES
    suite = f", et {ecrire_compte(reste, 'autre')}" if reste > 0 else ""
    return ecrire_nombre(len(noms)), ", ".join(montres) + suite


def _par_genre(donnees: DonneesDispositif) -> Valeur:
    genres = Counter(partenaire.get_type_display() for partenaire in donnees.partenaires)
    return ecrire_nombre(len(donnees.partenaires)), ", ".join(f"{nom} : {n}" for nom, n in sorted(genres.items()))


def _retour(donnees: DonneesDispositif) -> Valeur:
    if donnees.retour is None:
        return "", ""
    fige = activite.resultat_fige(donnees.retour) or {}
    mesure = fige.get("mesures", {}).get("file_active", {}).get("stricte")
    return donnees.retour.periode, "" if mesure is None else ecrire_nombre(mesure)
