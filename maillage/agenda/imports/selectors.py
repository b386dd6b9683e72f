"""Reads of imports, limited to those who may see imports there."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet

from maillage.agenda.imports.domain.annuaire import Annuaire, Personne
from maillage.agenda.imports.domain.lignes import Annuaires
from maillage.agenda.models import Correspondance, EtatLot, LigneLot, LotImport
from maillage.agenda.selectors.personnes import jeunes_a_inscrire
from maillage.socle.acteur import Acteur
from maillage.structures import selectors as structures

SECTION = "imports"


def lots_visibles(acteur: Acteur, dispositif_id: int) -> QuerySet[LotImport]:
    """Lots of the dispositif, newest first, without their bytes; none without the right."""
    if not acteur.peut(SECTION, dispositif_id=dispositif_id):
        return LotImport.objects.none()
    return LotImport.objects.filter(dispositif_id=dispositif_id).defer("contenu")


def lignes_du_lot(lot: LotImport, issue: str = "") -> QuerySet[LigneLot]:
    """Lines of a lot in the order of the file; those of one issue if it is given."""
    lignes = LigneLot.objects.filter(lot=lot)
    return lignes.filter(issue=issue) if issue else lignes


def comptes_des_lignes(lot: LotImport) -> dict[str, int]:
    """Number of lines by issue."""
    return dict(LigneLot.objects.filter(lot=lot).order_by().values_list("issue").annotate(Count("pk")))


def correspondance_retenue(dispositif_id: int, source: str) -> dict[str, Any]:
    """Settings remembered for a source, empty when it is new."""
    retenue = Correspondance.objects.filter(dispositif_id=dispositif_id, source=source).first()
    if retenue is None:
        return {}
    return {"colonnes": retenue.colonnes, "valeurs": retenue.valeurs, **retenue.options}


def sources_connues(dispositif_id: int) -> list[str]:
    """Names of the sources already used in the dispositif."""
    sources = Correspondance.objects.filter(dispositif_id=dispositif_id)
    return list(sources.order_by("source").values_list("source", flat=True))


def lot_en_attente(dispositif_id: int, source: str, empreinte: str) -> LotImport | None:
    """The lot of the same bytes for the same source that still waits to be applied, if any."""
    attente = [EtatLot.DEPOSE, EtatLot.ANALYSE, EtatLot.APERCU]
    lots = LotImport.objects.filter(dispositif_id=dispositif_id, source=source, empreinte=empreinte)
    return lots.filter(etat__in=attente).first()


def annuaires_du_dispositif(dispositif_id: int) -> Annuaires:
    """Everyone that a file may name: young people known of the dispositif, professionals who work or worked there. Two queries."""
    jeunes = jeunes_a_inscrire(dispositif_id).order_by("pk").values_list("pk", "identifiant", "nom", "prenom")
    champs = ("pk", "identifiant", "nom", "prenom")
    affectations = structures.affectations_du_dispositif(dispositif_id).order_by("professionnel_id")
    pros = affectations.values_list(*(f"professionnel__{champ}" for champ in champs)).distinct()
    return Annuaires(
        jeunes=Annuaire((Personne(*ligne) for ligne in jeunes), qui="jeune"),
        pros=Annuaire((Personne(*ligne) for ligne in pros), qui="professionnel"),
    )
