"""The lists of this context as tables for spreadsheets: never a contact detail."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.reseau.models import PreferenceContact
from maillage.reseau.selectors.annuaire import LigneAnnuaire
from maillage.reseau.selectors.journal import LigneJournal
from maillage.socle.tableur import Feuille

NOTE_DISTANCE = (
    "Distances à vol d'oiseau entre communes. Les coordonnées ne s'exportent pas : elles se demandent une à une."
)
NOTE_JOURNAL = "Contacts de toutes les pages du réseau, un par dispositif, par jour et par objet."


def feuille_annuaire(lignes: Iterable[LigneAnnuaire]) -> Feuille:
    """Return the directory as it is filtered, without names nor contact details."""
    colonnes = ("Expérience", "Thèmes", "Dispositif", "Commune", "Kilomètres", "Se joint", "Proposée jusqu'au")
    return Feuille(
        "Annuaire",
        colonnes,
        [
            (
                ligne.offre.titre,
                ", ".join(ligne.themes),
                ligne.offre.dispositif.nom,
                ligne.commune,
                None if ligne.km is None else round(ligne.km),
                PreferenceContact(ligne.offre.preference).label,
                ligne.offre.jusqu_au,
            )
            for ligne in lignes
        ],
        [NOTE_DISTANCE],
    )


def feuille_journal(lignes: Iterable[LigneJournal]) -> Feuille:
    """Return the rhythm of each dispositif."""
    return Feuille(
        "Journal de la mission",
        ("Dispositif", "Département", "Rythme", "Dernier contact", "Contacts sur douze mois"),
        [
            (
                ligne.dispositif.nom,
                ligne.dispositif.departement,
                ligne.rythme.etat.value,
                ligne.rythme.dernier,
                ligne.rythme.sur_douze_mois,
            )
            for ligne in lignes
        ],
        [NOTE_JOURNAL],
    )
