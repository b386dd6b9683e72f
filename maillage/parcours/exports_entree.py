"""The waiting list as a spreadsheet: what the page says, and no pseudonym."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.parcours.referentiels.entree import libelle
from maillage.parcours.selectors.attente import LigneAttente
from maillage.socle.tableur import Cellule, Feuille

COLONNES = (
    "Demande",
    "Jeune",
    "État",
    "Reçue le",
    "Jours d'attente",
    "Qui demande",
    "Public",
    "Souhait",
    "Notification",
    "Dernière étape",
    "Critères",
    "Admise le",
    "Close le",
    "Motif",
)


def feuille_de_la_liste(lignes: Iterable[LigneAttente]) -> Feuille:
    """One row per request, in the order shown."""
    return Feuille("Liste d'attente", COLONNES, [_cellules(ligne) for ligne in lignes])


def _cellules(ligne: LigneAttente) -> list[Cellule]:
    demande = ligne.demande
    etape = ligne.etape
    return [
        demande.identifiant,
        str(demande.jeune) if demande.jeune else "",
        ligne.etat.value,
        demande.reception.isoformat() if demande.reception else "",
        ligne.jours if ligne.jours is not None else "",
        libelle("admission", "origines", demande.origine) if demande.origine else "",
        libelle("admission", "publics", demande.public) if demande.public else "",
        demande.get_modalite_souhaitee_display() if demande.modalite_souhaitee else "",
        demande.notification.isoformat() if demande.notification else "",
        f"{etape.get_nature_display()} {etape.le.isoformat()}" if etape else "",
        ", ".join(ligne.criteres),
        demande.admission.isoformat() if demande.admission else "",
        demande.cloture.isoformat() if demande.cloture else "",
        ligne.motif,
    ]
