"""One dossier as its page shows it. What examiners keep for themselves is read elsewhere (`selectors.prives`), by them alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from maillage.reconnaissance import referentiels
from maillage.reconnaissance.domain.attentes import ATTENTES, Attente
from maillage.reconnaissance.domain.chiffres import Chiffre, changes, relire
from maillage.reconnaissance.domain.etats import ActeDossier, EtatDossier, Partie, actes_possibles
from maillage.reconnaissance.domain.prerequis import Prerequis, manquants
from maillage.reconnaissance.domain.suites import SectionDeclaree
from maillage.reconnaissance.models import (
    ArreteReconnaissance,
    Depot,
    DossierReconnaissance,
    PieceDossier,
    RedactionSection,
)
from maillage.reconnaissance.permissions import DOSSIER, partie_de
from maillage.reconnaissance.selectors.chiffres import chiffres_du_dispositif
from maillage.reconnaissance.selectors.faits import lire_donnees, prerequis_du_dispositif, redactions_de
from maillage.socle.acteur import Acteur


@dataclass(frozen=True)
class SectionLue:
    """A section, its current writing, the figures shown with it."""

    declaree: SectionDeclaree
    redaction: RedactionSection | None
    chiffres: tuple[Chiffre, ...]

    @property
    def texte(self) -> str:
        return self.redaction.texte if self.redaction else ""


@dataclass(frozen=True)
class DossierLu:
    """A dossier with everything that both sides may read, and what the person may do."""

    dossier: DossierReconnaissance | None
    prerequis: tuple[Prerequis, ...]
    sections: tuple[SectionLue, ...]
    change_depuis: frozenset[str]
    pieces: list[PieceDossier]
    depots: list[Depot]
    decisions: list[Any]
    arretes: list[Any]
    effets: list[Any]
    partie: Partie | None
    actes: tuple[ActeDossier, ...]
    attente: Attente | None

    @property
    def manquants(self) -> tuple[Prerequis, ...]:
        return manquants(self.prerequis)

    @property
    def instructeur(self) -> bool:
        return self.partie is Partie.INSTRUCTEURS

    @property
    def peut_rediger(self) -> bool:
        return self.partie is Partie.PORTEURS and (self.dossier is None or self.dossier.en_redaction)

    @property
    def chiffres_changes(self) -> list[str]:
        """Labels of the figures that moved since they were taken."""
        return [referentiels.definitions()[code].libelle for code in sorted(self.change_depuis)]

    @property
    def sections_ecrites(self) -> int:
        return sum(1 for section in self.sections if section.texte.strip())


def dossier_du_dispositif(acteur: Acteur, dispositif_id: int) -> DossierReconnaissance | None:
    """Return the dossier, None when there is none or it is closed to the person."""
    if not acteur.peut(DOSSIER, dispositif_id=dispositif_id):
        return None
    return DossierReconnaissance.objects.select_related("dispositif").filter(dispositif_id=dispositif_id).first()


def lire_dossier(acteur: Acteur, dispositif: Any, *, le: dt.date) -> DossierLu:
    """Return the whole of what a page shows, in a constant number of queries (at most 20)."""
    dossier = dossier_du_dispositif(acteur, dispositif.pk)
    donnees = lire_donnees(dispositif, le=le)
    actuels = chiffres_du_dispositif(donnees, le=le)
    gardes = relire(dossier.chiffres) if dossier and dossier.chiffres else actuels
    partie = partie_de(acteur, dispositif.pk)
    etat = EtatDossier(dossier.etat) if dossier else None
    return DossierLu(
        dossier=dossier,
        prerequis=prerequis_du_dispositif(dispositif, dossier, donnees, le=le),
        sections=_sections(dossier, gardes),
        change_depuis=changes(gardes, actuels) if dossier and dossier.en_redaction else frozenset(),
        pieces=pieces_jointes(dossier) if dossier else [],
        depots=list(dossier.depots.defer("contenu")) if dossier else [],
        decisions=list(dossier.decisions.prefetch_related("axes")) if dossier else [],
        arretes=list(dossier.arretes.select_related("organisme")) if dossier else [],
        effets=list(dossier.effets.all()) if dossier else [],
        partie=partie,
        actes=actes_possibles(etat, partie) if etat and partie else (),
        attente=ATTENTES.get(etat) if etat else None,
    )


def pieces_jointes(dossier: DossierReconnaissance) -> list[PieceDossier]:
    """Return the attachments that stand (1 query)."""
    return list(dossier.pieces.filter(retiree_le__isnull=True).select_related("piece"))


def _sections(dossier: DossierReconnaissance | None, chiffres: tuple[Chiffre, ...]) -> tuple[SectionLue, ...]:
    redactions = redactions_de(dossier)
    return tuple(
        SectionLue(section, redactions.get(code), tuple(c for c in chiffres if c.groupe in section.groupes))
        for code, section in referentiels.sections().items()
    )


def section_lue(acteur: Acteur, dispositif_id: int, code: str) -> SectionLue | None:
    """Return one section with its figures; None when no section has that code, or no dossier is open."""
    dossier = dossier_du_dispositif(acteur, dispositif_id)
    if dossier is None or code not in referentiels.sections():
        return None
    return next(section for section in _sections(dossier, relire(dossier.chiffres)) if section.declaree.code == code)


def historique_de(acteur: Acteur, dispositif_id: int, code: str) -> list[RedactionSection]:
    """Return every writing of a section, the latest first."""
    dossier = dossier_du_dispositif(acteur, dispositif_id)
    return list(dossier.redactions.filter(code=code).order_by("-numero")) if dossier else []


def depot_du_tour(acteur: Acteur, dispositif_id: int, tour: int) -> Depot | None:
    """Return a deposit with what it froze."""
    if not acteur.peut(DOSSIER, dispositif_id=dispositif_id):
        return None
    depots = Depot.objects.select_related("dossier__dispositif").filter(dossier__dispositif_id=dispositif_id)
    return depots.filter(tour=tour).first()


def arrete_signe(acteur: Acteur, dispositif_id: int, pk: int) -> ArreteReconnaissance | None:
    """Return an order of that dispositif, or None."""
    if not acteur.peut(DOSSIER, dispositif_id=dispositif_id):
        return None
    arretes = ArreteReconnaissance.objects.select_related("organisme", "dossier__dispositif")
    return arretes.filter(pk=pk, dossier__dispositif_id=dispositif_id).first()


def piece_jointe(acteur: Acteur, dispositif_id: int, identifiant: str) -> PieceDossier | None:
    """Return an attachment, one set aside too: a deposit may name it."""
    if not acteur.peut(DOSSIER, dispositif_id=dispositif_id):
        return None
    pieces = PieceDossier.objects.select_related("piece", "dossier").filter(dossier__dispositif_id=dispositif_id)
    return pieces.filter(identifiant=identifiant).first()


def messages_partages(acteur: Acteur, dispositif_id: int) -> list[Any]:
    """Return the thread that both sides read."""
    dossier = dossier_du_dispositif(acteur, dispositif_id)
    return list(dossier.messages.all()) if dossier else []
