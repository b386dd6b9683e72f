"""A thing of a register as a line of a file describes it, and what differs from what is known.

A line never erases: an empty value means unknown. An older file changes nothing to what a newer one said. A closed thing is kept, with its date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from maillage.socle.domain.typographie import ecrire_date_annee
from maillage.territoire.domain.comptes_rendus import Changement, CompteRendu

MUETS = frozenset({"lon", "lat", "position_source", "score_ban", "revue_motif", "nom_recherche"})
"""Written when they change, without a line of history of their own."""
EFFACABLES = frozenset({"revue_motif"})
"""Said by the reading itself, not by the file: empty means that there is no more reason."""
COMPTES = {"CREATION": "crees", "MODIFICATION": "modifies", "FERMETURE": "fermes", "REOUVERTURE": "rouverts"}


@dataclass(frozen=True)
class FicheReference:
    """One line, normalised: its key, its name, its fields (None or empty: the file does not say), whether it is open, since when closed."""

    ligne: int
    cle: str
    nom: str
    valeurs: Mapping[str, Any]
    ouverte: bool | None = None
    ferme_le: date | None = None


@dataclass(frozen=True)
class Ecart:
    """What to write about one thing: the fields that change (with `ferme_le`), and the dated changes that tell it. No field: only seen again."""

    fiche: FicheReference
    valeurs: dict[str, Any] = field(default_factory=dict)
    changements: tuple[Changement, ...] = ()


def comparer(connue: Mapping[str, Any] | None, fiche: FicheReference, *, le: date) -> Ecart | None:
    """Return what the line changes, None when a newer file already spoke. `connue` holds the fields, `ferme_le` and `situation_le`."""
    if connue is None:
        return _creation(fiche, le)
    if connue["situation_le"] is not None and le < connue["situation_le"]:
        return None
    nouvelles = {c: v for c, v in fiche.valeurs.items() if _dit(c, v) and v != connue.get(c)}
    changements = []
    dits = {champ: valeur for champ, valeur in nouvelles.items() if champ not in MUETS}
    if dits:
        avant = {champ: _texte(connue.get(champ)) for champ in dits}
        apres = {champ: _texte(valeur) for champ, valeur in dits.items()}
        changements.append(Changement(fiche.ligne, fiche.cle, fiche.nom, "MODIFICATION", le, avant, apres))
    fermeture = _fermeture(connue["ferme_le"], fiche, le)
    if fermeture != connue["ferme_le"]:
        nouvelles["ferme_le"] = fermeture
        changements.append(_changement_d_etat(connue["ferme_le"], fermeture, fiche, le))
    return Ecart(fiche, nouvelles, tuple(changements))


def compter(rendu: CompteRendu, connue: Mapping[str, Any] | None, ecart: Ecart | None) -> None:
    """Add one comparison to the report."""
    if ecart is None:
        rendu.comptes["plus_anciens"] += 1
        return
    mots = {COMPTES[changement.nature] for changement in ecart.changements}
    if connue is not None and not ecart.valeurs:
        mots = {"inchanges"}
    for mot in mots or {"modifies"}:
        rendu.comptes[mot] += 1
    rendu.changements += ecart.changements


def _creation(fiche: FicheReference, le: date) -> Ecart:
    fermeture = _fermeture(None, fiche, le)
    valeurs = {champ: valeur for champ, valeur in fiche.valeurs.items() if valeur not in (None, "")}
    changements = [Changement(fiche.ligne, fiche.cle, fiche.nom, "CREATION", le, {}, {"nom": fiche.nom})]
    if fermeture:
        changements.append(_changement_d_etat(None, fermeture, fiche, le))
    return Ecart(fiche, {**valeurs, "ferme_le": fermeture}, tuple(changements))


def _fermeture(connue: date | None, fiche: FicheReference, le: date) -> date | None:
    """A date of the file wins; said closed without a date, the known date stays, else the date of the file itself."""
    if fiche.ouverte is None:
        return fiche.ferme_le or connue
    return None if fiche.ouverte else fiche.ferme_le or connue or le


def _changement_d_etat(avant: date | None, apres: date | None, fiche: FicheReference, le: date) -> Changement:
    nature, jour = ("FERMETURE", apres) if apres else ("REOUVERTURE", le)
    dits = ({"fermeture": _texte(avant)} if avant else {}, {"fermeture": _texte(apres)} if apres else {})
    return Changement(fiche.ligne, fiche.cle, fiche.nom, nature, jour or le, *dits)


def _dit(champ: str, valeur: Any) -> bool:
    return valeur is not None and (valeur != "" or champ in EFFACABLES)


def _texte(valeur: Any) -> str:
    return "" if valeur is None else ecrire_date_annee(valeur) if isinstance(valeur, date) else str(valeur)
