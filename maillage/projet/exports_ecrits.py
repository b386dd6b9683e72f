"""Writings as tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from maillage.projet.models import CertificatDestruction
from maillage.projet.referentiels_ecrits import libelle_categorie
from maillage.projet.selectors.ecrits_documents import LigneDocument
from maillage.projet.selectors.ecrits_transmissions import LigneTransmission
from maillage.socle.domain.typographie import ecrire_heure
from maillage.socle.tableur import Cellule, Feuille

COLONNES_TRANSMISSIONS = (
    "Écrite le",
    "Heure",
    "Auteur",
    "Nom",
    "Prénom",
    "Section",
    "Pour",
    "En priorité",
    "Texte",
    "État",
)


def feuille_des_transmissions(lignes: Iterable[LigneTransmission], *, coupee: bool = False) -> Feuille:
    """Return one row per transmission; the text of a withdrawn one stays out."""
    return Feuille(
        "Transmissions",
        COLONNES_TRANSMISSIONS,
        [_rangee(ligne) for ligne in lignes],
        notes=("Liste coupée : affinez les filtres pour tout exporter.",) if coupee else (),
    )


def _rangee(ligne: LigneTransmission) -> tuple[Cellule, ...]:
    transmission = ligne.transmission
    retiree = transmission.retiree_le is not None
    return (
        timezone.localdate(transmission.ecrite_le),
        ecrire_heure(timezone.localtime(transmission.ecrite_le).time()),
        transmission.auteur,
        transmission.jeune.nom if transmission.jeune else "",
        transmission.jeune.prenom if transmission.jeune else "",
        ligne.section,
        ligne.pour,
        "oui" if transmission.prioritaire else "",
        "" if retiree else transmission.texte,
        "Retirée" if retiree else "Corrigée" if transmission.version > 1 else "",
    )


def feuille_des_documents(lignes: Iterable[LigneDocument]) -> Feuille:
    """Return one row per document; the files themselves are downloaded one by one."""
    colonnes = ("Titre", "Catégorie", "Section", "Date", "Version", "Fichier", "Ajouté le", "Empreinte SHA-256")
    return Feuille(
        "Documents",
        colonnes,
        [
            (
                ligne.document.titre,
                ligne.categorie,
                ligne.section,
                ligne.document.date,
                ligne.document.version,
                ligne.derniere.piece.nom if ligne.derniere else "",
                timezone.localdate(ligne.document.ajoute_le),
                ligne.derniere.piece.empreinte if ligne.derniere else "",
            )
            for ligne in lignes
        ],
    )


def feuille_des_certificats(certificats: Iterable[CertificatDestruction]) -> Feuille:
    """Return one row per destroyed document."""
    return Feuille(
        "Certificats de destruction",
        ("Détruit le", "Document", "Jeune", "Catégorie", "Motif", "Décidé par", "Empreintes SHA-256"),
        [
            (
                timezone.localdate(un.le),
                un.document,
                un.jeune,
                libelle_categorie(un.categorie),
                un.motif,
                un.decide_par,
                " ".join(un.empreintes),
            )
            for un in certificats
        ],
    )
