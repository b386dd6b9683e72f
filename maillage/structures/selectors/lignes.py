"""One row of a dispositif by its key, for the acts on it: a row of another dispositif is not found."""

from __future__ import annotations

from django.db.models import QuerySet

from maillage.structures.models import Affectation, Partenaire, Places, Rattachement, Unite


def rattachements_du_dispositif(dispositif_id: int) -> QuerySet[Rattachement]:
    """Return every attachment, ended ones too, with establishment and commune, newest first."""
    rattachements = Rattachement.objects.filter(dispositif_id=dispositif_id)
    return rattachements.select_related("etablissement__commune").order_by("etablissement__nom", "-debut", "pk")


def rattachement(dispositif_id: int, pk: int) -> Rattachement | None:
    return rattachements_du_dispositif(dispositif_id).filter(pk=pk).first()


def unite(dispositif_id: int, pk: int) -> Unite | None:
    return Unite.objects.filter(dispositif_id=dispositif_id, pk=pk).first()


def places(dispositif_id: int, pk: int) -> Places | None:
    return Places.objects.filter(dispositif_id=dispositif_id, pk=pk).first()


def affectation(dispositif_id: int, pk: int) -> Affectation | None:
    return Affectation.objects.select_related("professionnel").filter(dispositif_id=dispositif_id, pk=pk).first()


def partenaire(dispositif_id: int, pk: int) -> Partenaire | None:
    return Partenaire.objects.filter(dispositifs=dispositif_id, pk=pk).first()
